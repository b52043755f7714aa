import { Link } from "#components/ui/link";
import { cn } from "#lib/client/class-names";
import { looksLikeCredential } from "#lib/domain/findings";
import type { EnvironmentVariable } from "#lib/domain/spec";
import { MaskedValue } from "./masked-value";

interface EnvironmentTableProps {
  variables: readonly EnvironmentVariable[];
  /** Of the container, for the caption. */
  container: string;
  /** Of the credentials that the reader may see, by id. */
  credentialNames: ReadonlyMap<string, string>;
}

export function EnvironmentTable({ variables, container, credentialNames }: EnvironmentTableProps) {
  return (
    <div className="overflow-hidden rounded-md border border-line">
      <table className={cn("w-full table-fixed border-collapse max-md:block", rowLook)}>
        <caption className="sr-only">Environment of {container}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {variables.map((variable, index) => (
            <tr key={variable.name ?? `${variable.source} ${index}`}>
              <th scope="row">{variable.name ?? <span className="text-ink-3">set by the platform</span>}</th>
              <td>
                <Value variable={variable} credentialNames={credentialNames} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

// Said once for all rows: an environment can have hundreds.
const rowLook = cn(
  "[&_tbody_tr]:border-t [&_tbody_tr]:border-line [&_tr:first-child]:border-t-0 max-md:[&_tr]:grid max-md:[&_tr]:py-1",
  "[&_:is(td,th)]:mono [&_:is(td,th)]:px-2.5 [&_:is(td,th)]:py-1 [&_:is(td,th)]:align-top [&_:is(td,th)]:[overflow-wrap:anywhere]",
  "[&_th]:text-left [&_th]:font-normal md:[&_th]:w-2/5 [&_td]:text-ink-2 max-md:[&_td]:pt-0",
);

interface ValueProps extends Pick<EnvironmentTableProps, "credentialNames"> {
  variable: EnvironmentVariable;
}

function Value({ variable, credentialNames }: ValueProps) {
  if (variable.source === "dr-credential") {
    const { drCredentialId: id, key } = variable;
    const name = credentialNames.get(id);
    if (name === undefined) return `credential ${id} · ${key}`;
    return (
      <>
        credential{" "}
        <Link href={`/credentials/${id}`} className="font-medium text-ink hover:underline">
          {name}
        </Link>{" "}
        · {key}
      </>
    );
  }
  if (variable.source === "api-key") return "the platform's API key";
  if (variable.value === "") return <span className="text-ink-3">empty</span>;
  if (looksLikeCredential(variable.name)) return <MaskedValue name={variable.name} value={variable.value} />;
  return variable.value;
}
