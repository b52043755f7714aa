import { becameReadiness, healthNumbers, notHttp } from "./docker-settings";
import { findHttpCheck, wordsOfCheck } from "./http-check";
import { type ImportedContainer, type ImportedProbe, readSeconds } from "./imported-container";
import type { Ledger } from "./ledger";
import { childOf, loseNode, markUsed, readTexts, type SourceNode } from "./source-tree";

const fields = { interval: "periodSeconds", timeout: "timeoutSeconds", retries: "failureThreshold" } as const;

/** A health check that is an HTTP GET becomes the readiness probe; any other is lost as a whole. */
export function readComposeHealth(
  node: SourceNode | undefined,
  container: ImportedContainer,
  ledger: Ledger,
): void {
  if (!node) return;
  const test = childOf(node, "test");
  const words =
    test?.kind === "scalar" ? ["CMD-SHELL", test.text] : (test?.items ?? []).map((item) => item.text);
  if (words[0] === "NONE" || childOf(node, "disable")?.text === "true") {
    markUsed(node);
    return;
  }
  const check = findHttpCheck(
    words[0] === "CMD-SHELL" ? (wordsOfCheck(words[1] ?? "") ?? []) : words.slice(1),
  );
  if (!check) {
    loseNode(node, notHttp, ledger);
    return;
  }
  readTexts(test);
  const probe: ImportedProbe = { ...check, ...healthNumbers };
  for (const [key, field] of Object.entries(fields)) {
    const number = childOf(node, key);
    const seconds = number ? readSeconds(number.text) : null;
    if (!number || seconds === null) continue;
    number.used = true;
    probe[field] = seconds;
  }
  container.probes.readinessProbe = probe;
  ledger.note(becameReadiness(container.name));
}
