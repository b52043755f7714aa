/** Says what an action did, at the edge of the screen and to screen readers. */
export async function notifyDone(message: string, description?: string): Promise<void> {
  const { toast } = await import("sonner");
  toast.success(message, { description });
}

export async function notifyFailed(message: string, description?: string): Promise<void> {
  const { toast } = await import("sonner");
  toast.error(message, { description, duration: 10_000 });
}
