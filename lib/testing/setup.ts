import { format } from "node:util";
import { afterEach, vi } from "vitest";

const complaints: string[] = [];
vi.spyOn(console, "error").mockImplementation((...args) => {
  complaints.push(format(...args));
});

/** An unexpected console.error is a bug nobody looked at. A test that expects one takes it by spying itself. */
afterEach(() => {
  const unexpected = complaints.splice(0);
  if (unexpected.length > 0) throw new Error(`Unexpected console.error:\n${unexpected.join("\n")}`);
});
