import { expect, test } from "vitest";
import { pickSubnet } from "./subnets";

test("the first network is the one asked for, and the last is followed by the first", () => {
  expect(pickSubnet([], 0)).toBe("10.201.0.0/26");
  expect(pickSubnet([], 5)).toBe("10.201.1.64/26");
  expect(pickSubnet([], 1023)).toBe("10.201.255.192/26");
  expect(pickSubnet(["10.201.255.192/26"], 1023)).toBe("10.201.0.0/26");
});

test.each([
  ["the same", ["10.201.0.0/26"], "10.201.0.64/26"],
  ["a smaller one inside", ["10.201.0.32/27"], "10.201.0.64/26"],
  ["an address of the host with its mask", ["10.201.0.77/24"], "10.201.1.0/26"],
  ["what lies elsewhere, or is no IPv4", ["172.17.0.0/16", "fd00::/64", ""], "10.201.0.0/26"],
])("one that is taken is passed over: %s", (_, taken, picked) => {
  expect(pickSubnet(taken, 0)).toBe(picked);
});

test("there may be none left", () => {
  expect(pickSubnet(["10.0.0.0/8"], 7)).toBeNull();
  expect(pickSubnet(["0.0.0.0/0"], 7)).toBeNull();
});
