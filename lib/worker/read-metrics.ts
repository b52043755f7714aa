import { request } from "undici";

const longestMs = 2_000;
const mostCharacters = 4 * 2 ** 20;

/** What a primary tells at `/metrics`, in Prometheus' text form; null: nothing that can be read. */
export async function readMetrics(address: string): Promise<string | null> {
  try {
    const { statusCode, body } = await request(`http://${address}/metrics`, {
      signal: AbortSignal.timeout(longestMs),
    });
    let text = "";
    for await (const chunk of body.setEncoding("utf8")) {
      text += String(chunk);
      if (text.length > mostCharacters) return null;
    }
    return statusCode === 200 ? text : null;
  } catch {
    return null;
  }
}
