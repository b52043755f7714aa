"use client";
import { useRouter } from "next/navigation";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input, Select } from "#components/ui/input";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import { languageNames, programmingLanguage } from "#lib/domain/execution-environments";
import type { CreateEnvironmentProps } from "./create-environment";
import { VersionFields, versionFieldPaths } from "./version-fields";

export function EnvironmentForm({ createEnvironment }: CreateEnvironmentProps) {
  const router = useRouter();
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: ["name", "programmingLanguage", ...versionFieldPaths("version.")],
    act: (form) =>
      createEnvironment({
        name: textOf(form, "name"),
        programmingLanguage: programmingLanguage.parse(textOf(form, "programmingLanguage")),
        version: { label: textOf(form, "label"), baseImage: textOf(form, "baseImage") },
      }),
    onDone: ({ id }) => router.push(`/admin/environments/${id}`),
  });
  return (
    <form {...formProps} className="grid gap-3.5">
      {unplaced && <ProblemNote problem={unplaced} />}
      <Field label="Name" required error={errorAt("name")}>
        {(control) => (
          <Input {...control} name="name" autoComplete="off" placeholder="Node.js 22 with our CA" />
        )}
      </Field>
      <Field
        label="Language"
        required
        error={errorAt("programmingLanguage")}
        help="Says how dependencies are installed: npm ci for Node.js, uv sync for Python."
      >
        {(control) => (
          <Select {...control} name="programmingLanguage">
            {programmingLanguage.options.map((language) => (
              <option key={language} value={language}>
                {languageNames[language]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <VersionFields prefix="version." errorAt={errorAt} />
      <Button type="submit" variant="go" busy={busy} className="justify-self-end">
        Add the environment
      </Button>
    </form>
  );
}
