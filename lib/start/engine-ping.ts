import { request } from "node:http";

/** Whether a container engine answers on this socket. Without its client, which takes longer to load than to ask. */
export function answersPing(socketPath: string, milliseconds = 3_000): Promise<boolean> {
  return new Promise((resolve) => {
    const sent = request({ socketPath, path: "/_ping", timeout: milliseconds }, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    sent.once("timeout", () => sent.destroy());
    sent.once("error", () => resolve(false));
    sent.once("close", () => resolve(false));
    sent.end();
  });
}
