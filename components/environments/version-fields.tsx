import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";

interface VersionFieldsProps {
  /** Of the paths that the server names: `version.` or nothing. */
  prefix?: string;
  errorAt: (path: string) => string | undefined;
}

/** What a version of an execution environment is made of. */
export function VersionFields({ prefix = "", errorAt }: VersionFieldsProps) {
  return (
    <>
      <Field
        label="Base image"
        required
        error={errorAt(`${prefix}baseImage`)}
        help="Named by its digest or by a tag that never moves, a build can be repeated for ever."
      >
        {(control) => (
          <Input
            {...control}
            name="baseImage"
            machine
            autoComplete="off"
            spellCheck={false}
            placeholder="node:22.12.0-bookworm-slim"
          />
        )}
      </Field>
      <Field label="Label" required error={errorAt(`${prefix}label`)}>
        {(control) => <Input {...control} name="label" autoComplete="off" placeholder="22.12" />}
      </Field>
    </>
  );
}

/** The paths of these fields. */
export const versionFieldPaths = (prefix = "") => [`${prefix}baseImage`, `${prefix}label`];
