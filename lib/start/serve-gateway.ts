import { gatewayEnvironment, parseEnvironment } from "#lib/environment";
import { Gateway } from "#lib/gateway/gateway";
import { usualLimits } from "#lib/gateway/limits";
import { log } from "#lib/log";
import { stopChangeFeed } from "#lib/store/change-feed";
import { closeDatabase } from "#lib/store/database";
import { newId } from "#lib/store/ids";
import { endWhenAsked } from "./process-end";

/** One of the processes behind the gateway's port; resolves once it takes requests. */
export async function serveGateway(): Promise<void> {
  const env = parseEnvironment(gatewayEnvironment, process.env);
  const gateway = new Gateway({
    gatewayId: newId(),
    publicUrl: env.GATEWAY_PUBLIC_URL,
    limits: {
      ...usualLimits,
      bodyBytes: env.GATEWAY_BODY_MB * 1024 ** 2,
      firstByte: env.GATEWAY_ANSWER_SECONDS * 1000,
      idle: env.GATEWAY_IDLE_SECONDS * 1000,
    },
  });
  await new Promise<void>((resolve, reject) => {
    gateway.server.once("error", reject);
    gateway.server.listen(env.GATEWAY_PORT, env.HOST, resolve);
  });
  log.info({ port: env.GATEWAY_PORT }, "the gateway is ready");
  process.send?.("ready");

  endWhenAsked(async () => {
    await gateway.stop();
    await stopChangeFeed();
    await closeDatabase();
  });
}
