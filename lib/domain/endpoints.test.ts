import { expect, test } from "vitest";
import { findOwner, gatewayOrigin, ownOrigin, workloadEndpoint } from "./endpoints";

test("the gateway is on the host one came by, with its own port", () => {
  const place = { publicUrl: undefined, port: 3001 };
  expect(gatewayOrigin("http://plimsoll.example:3000", place)).toBe("http://plimsoll.example:3001");
  expect(gatewayOrigin("https://[::1]:8443", place)).toBe("https://[::1]:3001");
});

test("the gateway is where it is configured to be", () => {
  const origin = gatewayOrigin("http://127.0.0.1:3000", { publicUrl: "https://run.example", port: 3001 });
  expect(workloadEndpoint(origin, "68c0")).toBe("https://run.example/api/v2/endpoints/workloads/68c0/");
});

test("browsers open a workload on an origin of its own where there are names for that", () => {
  const id = "6924a0000000000000000001";
  const at = (base: string, publicUrl?: string) => ownOrigin(base, { publicUrl, port: 3001 }, id);
  for (const host of ["localhost", "127.0.0.1", "[::1]"])
    expect(at(`http://${host}:3000`)).toBe(`http://${id}.localhost:3001`);
  expect(at("http://plimsoll.example:3000")).toBeNull();
  expect(at("http://127.0.0.1:3000", "https://run.example")).toBeNull();
  expect(at("https://plimsoll.example", "https://*.run.example")).toBe(`https://${id}.run.example`);
  const place = { publicUrl: "https://*.run.example:8443", port: 3001 };
  expect(gatewayOrigin("http://127.0.0.1:3000", place)).toBe("https://run.example:8443");
  expect(findOwner(`${id}.run.example:8443`, place.publicUrl)).toBe(id);
  for (const host of [
    undefined,
    "localhost:3001",
    `x${id}.localhost`,
    `${id}.evil.example`,
    `${id}.localhost.evil.example`,
  ])
    expect(findOwner(host, undefined), host).toBeNull();
  for (const host of [`${id}.run.example`, `${id}.localhost:8443`, `a.${id}.run.example:8443`])
    expect(findOwner(host, place.publicUrl), host).toBeNull();
});
