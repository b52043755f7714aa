import { artifactStatus } from "#lib/domain/artifacts";
import { workloadStatus } from "#lib/domain/run-status";
import { artifactType } from "#lib/domain/spec";
import { importance } from "#lib/domain/workloads";
import { writeTag } from "./list-url";

const optionsOf = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

export const typeFilter = {
  name: "type",
  label: "Type",
  options: optionsOf(artifactType.options),
};

export const statusFilter = {
  name: "status",
  label: "Status",
  options: optionsOf(artifactStatus.options),
};

export const workloadFilters = [
  { name: "status", label: "Status", options: optionsOf(workloadStatus.options) },
  { name: "artifactStatus", label: "Runs", options: optionsOf(artifactStatus.options) },
  { name: "importance", label: "Importance", options: optionsOf(importance.options) },
];

/** The URL holds the id, so that it means the same to whoever opens it. */
export function createdByFilter(viewerId: string | undefined) {
  return {
    name: "createdBy",
    label: "Created by",
    options: viewerId === undefined ? [] : [{ value: viewerId, label: "me" }],
  };
}

export const orderOptions = [
  { value: "-updatedAt", label: "Updated, newest first" },
  { value: "updatedAt", label: "Updated, oldest first" },
  { value: "-createdAt", label: "Created, newest first" },
  { value: "createdAt", label: "Created, oldest first" },
  { value: "name", label: "Name, A to Z" },
  { value: "-name", label: "Name, Z to A" },
];

export const workloadOrders = [
  ...orderOptions,
  { value: "-status", label: "Status, failed first" },
  { value: "-importance", label: "Importance, highest first" },
];

/** The tags of the rows at hand, each once, as suggestions for a filter. */
export function tagsOf(rows: readonly { tags: readonly { name: string; value: string }[] }[]): string[] {
  return [...new Set(rows.flatMap((row) => row.tags.map(writeTag)))].sort().slice(0, 20);
}
