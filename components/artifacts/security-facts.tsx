import { Fact } from "#components/ui/fact-list";
import type { SecurityContext } from "#lib/domain/spec";

/** What a security context asks for, in words; what it leaves open is left to the engine. */
export function SecurityFacts({ security }: { security: SecurityContext }) {
  const lines = listWords(security);
  return (
    <Fact label="Security">
      {lines.length === 0 ? (
        <span className="text-ink-3">as the engine decides</span>
      ) : (
        <ul className="grid gap-0.5">
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </Fact>
  );
}

function listWords(security: SecurityContext): string[] {
  const { allowPrivilegeEscalation, capabilities, readOnlyRootFilesystem, seccompProfile } = security;
  const lines = [
    yesNo(readOnlyRootFilesystem, "root file system is read-only", "root file system is writable"),
    yesNo(allowPrivilegeEscalation, "privilege escalation is allowed", "no privilege escalation"),
    capabilities?.drop?.length ? `capabilities dropped: ${capabilities.drop.join(", ")}` : null,
    capabilities?.add?.length ? `capabilities added: ${capabilities.add.join(", ")}` : null,
    seccompProfile
      ? `seccomp ${[seccompProfile.type, seccompProfile.localhostProfile].filter(Boolean).join(" ")}`
      : null,
  ];
  return lines.filter((line) => line !== null);
}

function yesNo(value: boolean | null, yes: string, no: string): string | null {
  if (value === null) return null;
  return value ? yes : no;
}
