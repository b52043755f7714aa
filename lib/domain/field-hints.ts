/** The part of a form a field belongs to. */
export type FieldSection =
  | "about"
  | "containers"
  | "image"
  | "network"
  | "environment"
  | "probes"
  | "security"
  | "build"
  | "storage"
  | "platform";

/** What a form edits the field with. `arguments` is a list of words; `group` has fields of its own, `list` many of them. */
export type FieldWidget =
  | "text"
  | "paragraph"
  | "number"
  | "switch"
  | "choice"
  | "arguments"
  | "map"
  | "group"
  | "list"
  | "environment"
  | "environmentVersion"
  | "none";

export interface FieldHint {
  label: string;
  /** What it does, and why one would set it. */
  help: string;
  section: FieldSection;
  widget: FieldWidget;
  /** Of a group, or of each item of a list. */
  fields?: Readonly<Record<string, FieldHint>>;
}

type KeyOfEach<Shape> = Shape extends unknown ? keyof Shape : never;

/** One hint for every field, also for those of only some variants; a new field without one does not compile. */
export type FieldTable<Shape> = Readonly<Record<KeyOfEach<Shape> & string, FieldHint>>;

export function hint(
  section: FieldSection,
  widget: FieldWidget,
  label: string,
  help: string,
  fields?: FieldHint["fields"],
): FieldHint {
  return fields ? { label, help, section, widget, fields } : { label, help, section, widget };
}
