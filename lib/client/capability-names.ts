/** Capabilities that specifications of services name, to choose from; any other can be typed. */
export const suggestedCapabilities: Record<string, readonly string[]> = {
  add: ["NET_BIND_SERVICE", "SYS_PTRACE", "NET_ADMIN"],
  drop: ["ALL"],
};
