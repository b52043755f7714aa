import { Fact } from "#components/ui/fact-list";
import { type ProbeField, probeConsequences, probeQuestion } from "#lib/client/probe-words";
import type { Probe } from "#lib/domain/spec";

const probes: { field: ProbeField; label: string }[] = [
  { field: "startupProbe", label: "Startup" },
  { field: "readinessProbe", label: "Readiness" },
  { field: "livenessProbe", label: "Liveness" },
];

export function ProbeFacts({ container }: { container: Record<ProbeField, Probe | null> }) {
  return probes.map(({ field, label }) => {
    const probe = container[field];
    if (!probe) return null;
    const headers = Object.keys(probe.httpHeaders);
    return (
      <Fact key={field} label={label}>
        <code>{probeQuestion(probe)}</code>
        <span className="block text-sm text-ink-3">
          {probeConsequences(field, probe)}
          {headers.length > 0 && `, with ${headers.join(", ")}`}
        </span>
      </Fact>
    );
  });
}
