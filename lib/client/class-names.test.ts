import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { extendTailwindMerge } from "tailwind-merge";
import { expect, test } from "vitest";
import { cn } from "./class-names";

const root = join(import.meta.dirname, "../..");
// Names of our theme that the library cannot guess.
const full = extendTailwindMerge({ extend: { theme: { spacing: ["control", "row", "row-tall"] } } });

/** Components with a look of their own that take class names, by the file of `components/ui` they are in. */
const styled: Record<string, string[]> = {
  button: ["Button", "LinkButton", "buttonLook"],
  chip: ["Chip"],
  input: ["Input", "Textarea", "Select", "Checkbox"],
  status: ["Status", "StatusIcon", "Mark"],
  states: ["Skeleton"],
  panel: ["Panel"],
  "copy-text": ["CopyText"],
  "menu-content": ["DropdownMenu", "MenuItem", "MenuLink", "Primitive.RadioItem"],
};

const sources = ["components", "app"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".tsx"))
    .map((name) => readFileSync(join(root, folder, name), "utf8")),
);
const literalsOf = (text: string) => [...text.matchAll(/"([^"\n]*)"/g)].map((match) => match[1] ?? "");

/** What is given to a component anywhere, as far as it is written as text. */
function overridesOf(component: string): string[] {
  const given = new RegExp(
    `(?:<${component}\\s|\\b${component}\\()(?:[^<>]|=>)*?className(?:: |=)("[^"]*"|\\{[^}]*\\})`,
    "g",
  );
  return sources.flatMap((source) =>
    [...source.matchAll(given)].flatMap((match) => literalsOf(match[1] ?? "")),
  );
}

/** Twice the same does no harm, so it may stay. */
const distinct = (classes: string) => [...new Set(classes.split(" "))].sort().join(" ");

test.each(Object.entries(styled))(
  "what overrides a look of %s does so as with all of Tailwind",
  (file, names) => {
    const looks = literalsOf(readFileSync(join(root, `components/ui/${file}.tsx`), "utf8")).filter((text) =>
      text.includes(" "),
    );
    const overrides = [...new Set(names.flatMap(overridesOf))];
    expect(looks.length * overrides.length).toBeGreaterThan(0);
    for (const look of looks) {
      for (const override of overrides) {
        expect(distinct(cn(look, override)), `${look} | ${override}`).toBe(
          distinct(full(`${look} ${override}`)),
        );
      }
    }
  },
);

test("the later of two that say the same wins, and its like under another condition stays", () => {
  expect(cn("h-control w-full text-[13px] text-ink-2", "h-7 text-sm text-ink")).toBe(
    "w-full h-7 text-sm text-ink",
  );
  expect(cn("w-full md:w-80", "w-36")).toBe("md:w-80 w-36");
  expect(cn("h-control w-control px-0", "size-6")).toBe("px-0 size-6");
});
