import { expect, test } from "vitest";
import { memorySize } from "./memory-size";

test.each([
  [512_000_000, 512_000_000],
  ["512MB", 512_000_000],
  [" 1.5 GB ", 1_500_000_000],
  ["4GiB", 4 * 1024 ** 3],
  ["4Gi", 4 * 1024 ** 3],
  ["250000", 250_000],
  [".5kb", 500],
])("%s is so many bytes", (written, bytes) => {
  expect(memorySize.parse(written)).toBe(bytes);
});

test.each(["", "much", "5 apples", "-1MB", -1, 1.5, "1e400TB", "99999999999TB"])(
  "%s is no size",
  (written) => {
    expect(memorySize.safeParse(written).success).toBe(false);
  },
);
