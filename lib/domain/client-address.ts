/** As much of a request as says where it comes from. */
interface Arrival {
  socket: { remoteAddress?: string | undefined };
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * The address the request comes from. What a client says in x-forwarded-for is believed only where there is a proxy (a
 * public address is configured) and the connection comes from this machine; then the last entry is the one that proxy saw.
 */
export function chooseClientAddress({ socket, headers }: Arrival, behindProxy: boolean): string {
  const peer = socket.remoteAddress ?? "unknown";
  const sent = headers["x-forwarded-for"];
  if (!behindProxy || !/^(::ffff:)?127\.|^::1$/.test(peer) || sent === undefined) return peer;
  return String(sent).split(",").at(-1)?.trim() || peer;
}
