import { looksLikeCredential } from "#lib/domain/findings";
import type { EnvironmentVariable } from "#lib/domain/spec";
import { MaskedValue } from "./masked-value";

interface EnvironmentTableProps {
  variables: readonly EnvironmentVariable[];
  /** Of the container, for the caption. */
  container: string;
}

export function EnvironmentTable({ variables, container }: EnvironmentTableProps) {
  return (
    <div className="overflow-hidden rounded-md border border-line">
      <table className="w-full table-fixed border-collapse max-md:block">
        <caption className="sr-only">Environment of {container}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {variables.map((variable, index) => (
            <tr
              key={variable.name ?? `${variable.source} ${index}`}
              className="border-t border-line first:border-t-0 max-md:grid max-md:py-1"
            >
              <th
                scope="row"
                className="mono px-2.5 py-1 text-left align-top font-normal [overflow-wrap:anywhere] md:w-2/5"
              >
                {variable.name ?? <span className="text-ink-3">set by the platform</span>}
              </th>
              <td className="mono px-2.5 py-1 align-top text-ink-2 [overflow-wrap:anywhere] max-md:pt-0">
                <Value variable={variable} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Value({ variable }: { variable: EnvironmentVariable }) {
  if (variable.source === "dr-credential") {
    return `credential ${variable.drCredentialId} · ${variable.key}`;
  }
  if (variable.source === "api-key") return "the platform's API key";
  if (variable.value === "") return <span className="text-ink-3">empty</span>;
  if (looksLikeCredential(variable.name)) return <MaskedValue name={variable.name} value={variable.value} />;
  return variable.value;
}
