import { createServer } from "node:net";
import { expect, test } from "vitest";
import { findFreePort, requireFreePort } from "./ports";

test("a port that is taken is named, with the variable to change", async () => {
  const port = await findFreePort();
  const server = createServer();
  await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
  await expect(requireFreePort("127.0.0.1", port)).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`);
  await expect(requireFreePort("127.0.0.1", port)).rejects.toThrow(`PORT=${port + 1}`);
  await new Promise((closed) => server.close(closed));
  await expect(requireFreePort("127.0.0.1", port)).resolves.toBeUndefined();
});

test("an address that is not this machine's is named, with the variable to change", async () => {
  await expect(requireFreePort("192.0.2.1", 0)).rejects.toThrow(/192\.0\.2\.1 .*HOST/);
});
