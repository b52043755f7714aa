import { expect, test } from "vitest";
import { EngineError } from "#lib/engines/engine";
import { isStuck, readStartFailure } from "./start-container";

const runtime =
  "failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ";

test.each([
  [
    `${runtime}exec: "/none": stat /none: no such file or directory: unknown`,
    "/none: no such file or directory",
  ],
  [
    `${runtime}exec: "serve": executable file not found in $PATH: unknown`,
    "serve: executable file not found in $PATH",
  ],
  [`${runtime}exec: "/etc/passwd": permission denied: unknown`, "/etc/passwd: permission denied"],
  [
    'failed to create shim: OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "/a": permission denied: unknown',
    "/a: permission denied",
  ],
  ["network plimsoll-1 not found", "network plimsoll-1 not found"],
])("%s", (message, reason) => {
  expect(readStartFailure(message)).toBe(reason);
});

test.each([
  ["AlreadyExists: task 5f0c: already exists: unknown", true],
  ["failed to start shim: mkdir /run/containerd/moby/5f0c: file exists: unknown", true],
  ["runc create failed: container with given ID already exists: unknown", true],
  ["The container engine does not answer", false],
])("whether it starts ever again: %s", (message, stuck) => {
  expect(isStuck(new EngineError("unavailable", message))).toBe(stuck);
});
