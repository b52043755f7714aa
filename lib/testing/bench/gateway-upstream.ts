import { createServer } from "node:http";
import { z } from "zod";
import { upstreamBody } from "./gateway-upstreams";

const { port } = z.object({ port: z.int() }).parse(JSON.parse(process.argv[2] ?? "{}"));
const headers = { "content-type": "application/json", "content-length": upstreamBody.length };

createServer((_request, response) => response.writeHead(200, headers).end(upstreamBody)).listen(
  port,
  "127.0.0.1",
  () => process.send?.("ready"),
);
process.once("SIGTERM", () => process.exit(0));
process.once("disconnect", () => process.exit(0));
