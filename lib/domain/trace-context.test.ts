import { expect, test } from "vitest";
import { readTraceparent, writeTraceparent } from "./trace-context";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const spanId = "b7ad6b7169203331";

test("a header is read as its sender wrote it", () => {
  expect(readTraceparent(`00-${traceId}-${spanId}-01`)).toEqual({ traceId, spanId, sampled: true });
  expect(readTraceparent(`00-${traceId}-${spanId}-00`)).toEqual({ traceId, spanId, sampled: false });
  expect(readTraceparent(`00-${traceId}-${spanId}-ff`)).toEqual({ traceId, spanId, sampled: true });
  expect(readTraceparent(writeTraceparent({ traceId, spanId }))).toEqual({ traceId, spanId, sampled: true });
});

test("a later version may say more than is known here", () => {
  expect(readTraceparent(`cc-${traceId}-${spanId}-01-what-comes`)).toMatchObject({ traceId, sampled: true });
  expect(readTraceparent(`00-${traceId}-${spanId}-01-what-comes`)).toBeNull();
});

test.each([
  undefined,
  "",
  `ff-${traceId}-${spanId}-01`,
  `00-${traceId.toUpperCase()}-${spanId}-01`,
  `00-${"0".repeat(32)}-${spanId}-01`,
  `00-${traceId}-${"0".repeat(16)}-01`,
  `00-${traceId}-${spanId}`,
  `00-${traceId}-${spanId}-1`,
  `00-${traceId}-${spanId}-01, 00-${traceId}-${spanId}-01`,
  [`00-${traceId}-${spanId}-01`],
])("what is malformed counts as none: %s", (value) => {
  expect(readTraceparent(value)).toBeNull();
});
