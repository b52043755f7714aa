"use client";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input, Select } from "#components/ui/input";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import { notifyDone } from "#lib/client/notify";
import type { ActionResult } from "#lib/domain/errors";
import type { OrganizationRecord } from "#lib/domain/organizations";

type Organization = Pick<
  OrganizationRecord,
  "name" | "repositoryDeletion" | "maxConcurrentWorkloads" | "maxWorkloadReplicas"
>;

interface OrganizationFormProps {
  organization: Organization;
  updateOrganization: (input: Organization) => Promise<ActionResult<unknown>>;
}

/** What every field may be set to; `0` is how the API says "no limit". */
const limits = [
  {
    name: "maxConcurrentWorkloads",
    label: "Workloads at once",
    help: "How many may run at the same time. 0 is no limit.",
  },
  {
    name: "maxWorkloadReplicas",
    label: "Replicas of a workload",
    help: "How many copies one workload may have. 0 is no limit.",
  },
] as const;

export function OrganizationForm({ organization, updateOrganization }: OrganizationFormProps) {
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: ["name", "repositoryDeletion", "maxConcurrentWorkloads", "maxWorkloadReplicas"],
    act: (form) =>
      updateOrganization({
        name: textOf(form, "name"),
        repositoryDeletion: textOf(form, "repositoryDeletion") === "strict" ? "strict" : "unreferenced",
        maxConcurrentWorkloads: Number(textOf(form, "maxConcurrentWorkloads")),
        maxWorkloadReplicas: Number(textOf(form, "maxWorkloadReplicas")),
      }),
    onDone: () => void notifyDone("Saved"),
  });
  return (
    <form {...formProps} className="grid max-w-xl gap-4">
      {unplaced && <ProblemNote problem={unplaced} />}
      <Field label="Name" required error={errorAt("name")}>
        {(control) => <Input {...control} name="name" defaultValue={organization.name} />}
      </Field>
      <Field
        label="A repository with locked versions"
        error={errorAt("repositoryDeletion")}
        help="Locked versions are never changed and never deleted one by one, whatever is chosen here."
      >
        {(control) => (
          <Select {...control} name="repositoryDeletion" defaultValue={organization.repositoryDeletion}>
            <option value="strict">can never be deleted</option>
            <option value="unreferenced">can be deleted by its owner while no workload uses it</option>
          </Select>
        )}
      </Field>
      {limits.map(({ name, label, help }) => (
        <Field key={name} label={label} required error={errorAt(name)} help={help}>
          {(control) => (
            <Input
              {...control}
              name={name}
              type="number"
              min={0}
              inputMode="numeric"
              defaultValue={organization[name]}
              className="max-w-40"
            />
          )}
        </Field>
      ))}
      <Button type="submit" variant="go" busy={busy} className="justify-self-start">
        Save
      </Button>
    </form>
  );
}
