import type { z } from "zod";
import type { artifactDocument } from "./artifacts";
import { containerFields } from "./container-fields";
import { type FieldHint, type FieldTable, hint } from "./field-hints";
import type { ArtifactSpec, ContainerGroup, nimStorage } from "./spec";

const containerGroupFields: FieldTable<ContainerGroup> = {
  name: hint(
    "containers",
    "text",
    "Name",
    "Names the group: lower-case letters, digits and hyphens. A workload's replicas are given by it.",
  ),
  containers: hint(
    "containers",
    "list",
    "Containers",
    "They start together on one machine and reach each other at 127.0.0.1.",
    containerFields,
  ),
};

const nimStorageFields: FieldTable<z.infer<typeof nimStorage>> = {
  mode: hint(
    "storage",
    "choice",
    "Mode",
    "dedicatedPvc gives each workload its own volume for weights; nimCache shares one over the cluster.",
  ),
  pvcSize: hint("storage", "text", "Size", "The volume's size, such as 120Gi."),
};

const specFields: FieldTable<ArtifactSpec> = {
  type: hint("platform", "none", "Type", "Ignored: the artifact's own type counts."),
  containerGroups: hint(
    "containers",
    "list",
    "Container groups",
    "What runs. Each group has one primary container and any number of sidecars.",
    containerGroupFields,
  ),
  storage: hint("storage", "group", "Storage", "Where a NIM keeps its model weights.", nimStorageFields),
  templateId: hint("platform", "text", "Template", "The NIM template this was made from."),
  a2aEnabled: hint(
    "platform",
    "switch",
    "Agent to agent",
    "Whether other agents may call this agent by the A2A protocol.",
  ),
};

export const artifactFields: FieldTable<z.infer<typeof artifactDocument>> = {
  name: hint("about", "text", "Name", "Names the artifact in lists and in its repository."),
  description: hint(
    "about",
    "paragraph",
    "Description",
    "What it is and what it is for: fixed for ever when the artifact is locked.",
  ),
  type: hint(
    "about",
    "choice",
    "Type",
    "service for anything that answers HTTP, nim for NVIDIA inference microservices, agent, or mcp for tool servers.",
  ),
  status: hint(
    "about",
    "choice",
    "Status",
    "draft can be edited; locked is numbered and never changes again.",
  ),
  artifactRepositoryId: hint(
    "about",
    "text",
    "Repository",
    "The repository this becomes a version of; a new one is made when it is left out.",
  ),
  spec: hint("about", "group", "Specification", "What the workload runs.", specFields),
};

/** The hint for the field at a path of an artifact document; indexes of lists are passed over. */
export function findFieldHint(path: readonly (string | number)[]): FieldHint | null {
  let fields: FieldHint["fields"] = artifactFields;
  let found: FieldHint | null = null;
  for (const key of path) {
    if (typeof key === "number") continue;
    found = fields && Object.hasOwn(fields, key) ? (fields[key] ?? null) : null;
    if (!found) return null;
    fields = found.fields;
  }
  return found;
}
