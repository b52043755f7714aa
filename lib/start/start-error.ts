/** A reason not to start that the person at the terminal can do something about; shown without a stack. */
export class StartError extends Error {
  override readonly name = "StartError";
}

export function hasErrorCode(error: unknown, ...codes: string[]): boolean {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && codes.includes(error.code)
  );
}
