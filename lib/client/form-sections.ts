import type { FieldHint } from "#lib/domain/field-hints";
import { asList, memberOf } from "#lib/domain/json-values";
import { artifactType, builtTypes } from "#lib/domain/spec";

export interface FormField {
  name: string;
  hint: FieldHint;
}

export interface FormSection {
  head: string;
  fields: FormField[];
}

/** In the order one thinks of a container. */
const containerSections: { head: string; holds: (hint: FieldHint) => boolean }[] = [
  { head: "Name", holds: ({ section, widget }) => section === "containers" && widget === "text" },
  {
    head: "Image",
    holds: ({ section, widget }) => (section === "image" || section === "build") && widget !== "arguments",
  },
  { head: "Network", holds: ({ section }) => section === "network" },
  { head: "Entrypoint", holds: ({ widget }) => widget === "arguments" },
  { head: "Environment", holds: ({ section }) => section === "environment" },
  { head: "Probes", holds: ({ section }) => section === "probes" },
  { head: "Security", holds: ({ section }) => section === "security" },
  { head: "About", holds: () => true },
];

/** The fields that a person edits, in table order. */
export function editedFields(fields: Readonly<Record<string, FieldHint>>): FormField[] {
  return Object.entries(fields)
    .map(([name, hint]) => ({ name, hint }))
    .filter(({ hint }) => hint.widget !== "none");
}

/** Each field of a container in one section: a new line of the field table finds its place by itself. */
export function sectionsOfContainer(fields: readonly FormField[]): FormSection[] {
  const sectionOf = ({ hint }: FormField) => containerSections.find(({ holds }) => holds(hint))?.head;
  return containerSections
    .map(({ head }) => ({ head, fields: fields.filter((field) => sectionOf(field) === head) }))
    .filter((section) => section.fields.length > 0);
}

/** Whether a container takes the requests; a lone one does without saying so. */
export function isPrimary(group: unknown, container: unknown): boolean {
  return memberOf(container, "primary") === true || asList(memberOf(group, "containers")).length === 1;
}

const primaryOnly = new Set(["port", "routes", "imageBuildConfig"]);

/** Whether a container may have the field, so that the form offers it; what is there is shown in any case. */
export function mayHave(field: string, primary: boolean, type: unknown): boolean {
  if (field === "imageBuildConfig" && !isBuilt(type)) return false;
  return primary || !primaryOnly.has(field);
}

const fieldsOfType: Record<string, string> = { storage: "nim", templateId: "nim", a2aEnabled: "agent" };

/** The same of a field of the specification itself. */
export function typeMayHave(field: string, type: unknown): boolean {
  return fieldsOfType[field] === undefined || fieldsOfType[field] === (type ?? "service");
}

function isBuilt(type: unknown): boolean {
  const known = artifactType.safeParse(type ?? "service");
  return !known.success || builtTypes.includes(known.data);
}
