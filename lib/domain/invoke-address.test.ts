import { expect, test } from "vitest";
import { findInvokeAddress, invokePath, parseInvokeAddress } from "./invoke-address";

const id = "6924a0000000000000000001";
const proton = "6924a0000000000000000002";
const root = `/api/v2/endpoints/workloads/${id}`;

test.each([
  [root, null, "/", root],
  [`${root}/`, null, "/", root],
  [`${root}?a=b`, null, "/?a=b", root],
  [`${root}/a//b/../c?x=/y`, null, "/a//b/../c?x=/y", root],
  [`${root}/%2e%2e/x`, null, "/%2e%2e/x", root],
  [`${root}/protons/${proton}`, proton, "/", `${root}/protons/${proton}`],
  [`${root}/protons/${proton}/a?b`, proton, "/a?b", `${root}/protons/${proton}`],
  [`${root}/protons/list`, null, "/protons/list", root],
  [`${root}/protons/${proton}0/a`, null, `/protons/${proton}0/a`, root],
])("%s", (target, protonId, path, prefix) => {
  expect(parseInvokeAddress(target)).toEqual({
    ...{ workloadId: id, protonId, path, prefix },
    root: `${root}/`,
  });
});

test.each([
  "/",
  "*",
  "",
  "/api/v2/endpoints/workloads/",
  `${root}0/`,
  `/x${root}`,
  `http://other${root}`,
  root.toUpperCase(),
])("%s names no workload", (target) => expect(parseInvokeAddress(target)).toBeNull());

test("the root of a workload", () => expect(invokePath(id)).toBe(`${root}/`));

test("on an origin of its own every path is the workload's, as it was written", () => {
  const on = (host: string, target: string, publicUrl?: string) =>
    findInvokeAddress({ host, target }, publicUrl);
  const own = { workloadId: id, protonId: null, prefix: "", root: "/" };
  expect(on(`${id}.localhost:3001`, `${root}/a//b?c`)).toEqual({ ...own, path: `${root}/a//b?c` });
  expect(on(`${id}.run.example`, "/", "https://*.run.example")).toEqual({ ...own, path: "/" });
  expect(on(`${id}.localhost:3001`, "*")).toBeNull();
  expect(on(`${id}.localhost:3001`, "/", "https://*.run.example")).toBeNull();
  expect(on("localhost:3001", `${root}/a`)).toMatchObject({ root: `${root}/`, path: "/a" });
});
