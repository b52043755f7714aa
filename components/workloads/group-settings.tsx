"use client";
import { Field } from "#components/ui/field";
import { Checkbox, Input, Select } from "#components/ui/input";
import { Panel } from "#components/ui/panel";
import { askedContainers, type GroupEdit } from "#lib/client/runtime-edits";
import { ContainerSettings } from "./container-settings";
import { PolicySettings } from "./policy-settings";

export interface GroupSettingsProps {
  edit: GroupEdit;
  /** Of the group in what is sent. */
  path: string;
  /** It is the only one. */
  alone: boolean;
  isNim: boolean;
  bundles: readonly { id: string; label: string }[];
  /** Nothing can be changed now. */
  locked: boolean;
  errorAt: (path: string) => string | undefined;
  onChange: (edit: GroupEdit) => void;
}

/** Replicas, scaling and resources of one container group. */
export function GroupSettings(props: GroupSettingsProps) {
  const { edit, path, alone, bundles, locked, errorAt, onChange } = props;
  const asked = askedContainers(edit);
  const set = (part: Partial<GroupEdit>) => onChange({ ...edit, ...part });
  return (
    <Panel title={alone ? "Replicas and resources" : `Group ${edit.name}`}>
      <fieldset disabled={locked} className="grid gap-4">
        <Checkbox
          label="Scale by itself"
          help="As many replicas as the load wants, between two bounds."
          checked={edit.scales}
          onChange={({ target }) => set({ scales: target.checked })}
        />
        {edit.scales ? (
          <>
            <div className="grid gap-4 md:grid-cols-2">
              <Field label="At least" error={errorAt(`${path}.autoscaling.minReplicaCount`)}>
                {(control) => (
                  <CountInput control={control} value={edit.least} onChange={(least) => set({ least })} />
                )}
              </Field>
              <Field label="At most" error={errorAt(`${path}.autoscaling.maxReplicaCount`)}>
                {(control) => (
                  <CountInput control={control} value={edit.most} onChange={(most) => set({ most })} />
                )}
              </Field>
            </div>
            <PolicySettings {...props} />
          </>
        ) : (
          <Field label="Replicas" error={errorAt(`${path}.replicaCount`)}>
            {(control) => (
              <CountInput
                control={control}
                value={edit.replicas}
                onChange={(replicas) => set({ replicas })}
              />
            )}
          </Field>
        )}
        <Field
          label="Compute bundle"
          help="With a bundle its amounts hold, whatever the containers ask for."
          error={errorAt(`${path}.resourceBundles[0]`)}
        >
          {(control) => (
            <Select {...control} value={edit.bundle} onChange={({ target }) => set({ bundle: target.value })}>
              <option value="">none: each container by itself</option>
              {bundles.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {edit.bundle === "" &&
          edit.containers.map((container, index) => (
            <ContainerSettings
              key={container.name}
              container={container}
              path={`${path}.containers[${asked.indexOf(container)}].resourceAllocation`}
              errorAt={errorAt}
              onChange={(next) => set({ containers: edit.containers.with(index, next) })}
            />
          ))}
      </fieldset>
    </Panel>
  );
}

interface CountInputProps {
  control: object;
  value: string;
  onChange: (value: string) => void;
}

function CountInput({ control, value, onChange }: CountInputProps) {
  return (
    <Input
      {...control}
      inputMode="numeric"
      value={value}
      onChange={({ target }) => onChange(target.value)}
      className="w-28"
    />
  );
}
