import { type ArtifactType, builtTypes } from "#lib/domain/spec";

/** Why the viewer cannot change what an artifact is built from; null: they can. */
export function sourceRefusal(artifact: {
  type: ArtifactType;
  status: "draft" | "locked";
  can: readonly string[];
}): string | null {
  if (!builtTypes.includes(artifact.type))
    return `An artifact of type ${artifact.type} is not built from source.`;
  if (artifact.status === "locked") return "It is locked: what it was built from is fixed for ever.";
  if (!artifact.can.includes("update")) return "Your role does not let you change this.";
  return null;
}
