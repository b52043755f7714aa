import { expect, test } from "vitest";
import { probe } from "#lib/domain/spec";
import { probeConsequences, probeQuestion } from "./probe-words";

const readiness = probe.parse({
  path: "/readyz",
  initialDelaySeconds: 5,
  periodSeconds: 5,
  timeoutSeconds: 2,
});

test("readiness in words", () => {
  expect(probeQuestion(readiness)).toBe("GET :8080/readyz");
  expect(probeConsequences("readinessProbe", readiness)).toBe(
    "every 5 s, ready after 1 success, taken out after 3 failures, first asked after 5 s, waits 2 s for an answer",
  );
});

test("startup says how long it may take, liveness what it does", () => {
  const slow = probe.parse({ path: "/", initialDelaySeconds: 0, periodSeconds: 20, failureThreshold: 90 });
  expect(probeConsequences("startupProbe", slow)).toContain(
    "ended after 30 min of failures (90), first asked at once",
  );
  expect(probeConsequences("livenessProbe", { ...slow, failureThreshold: 1 })).toContain(
    "restarted after 1 failure,",
  );
});

test("another scheme and host are part of the question", () => {
  expect(probeQuestion({ ...readiness, scheme: "HTTPS", host: "app.local", port: 8443 })).toBe(
    "GET https://app.local:8443/readyz",
  );
});
