"use client";
import { ChevronDown } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import * as Popover from "radix-ui/popover";
import { Button } from "#components/ui/button";
import { Chip, FilterChip } from "#components/ui/chip";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { listFilters, listHref, oneParam, type SearchParams } from "#lib/client/list-url";

interface TagFilterProps {
  path: string;
  params: SearchParams;
  /** Tags at hand, `name=value`. */
  tags: string[];
}

/** Any tag can be typed: the list cannot know all there are. */
export function TagFilter({ path, params, tags }: TagFilterProps) {
  const value = oneParam(params.tag);
  if (value) {
    return (
      <FilterChip label="Tag" value={value} clearHref={listHref(path, params, { tag: null })} options={[]} />
    );
  }
  return (
    <Popover.Root>
      <Popover.Trigger className="rounded-full">
        <Chip className="hover:text-ink">
          Tag: any
          <ChevronDown aria-hidden />
        </Chip>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label="Filter by tag"
          className="appear z-50 grid w-72 gap-3 rounded-lg border border-line bg-surface p-3 shadow-float"
        >
          <TagForm path={path} params={params} />
          {tags.length > 0 && (
            <ul className="flex flex-wrap gap-1.5" aria-label="Tags in this list">
              {tags.map((tag) => (
                <li key={tag} className="min-w-0 max-w-full">
                  <Link href={listHref(path, params, { tag })} className="block rounded-full">
                    <Chip className="max-w-full hover:text-ink">
                      <span className="truncate">{tag}</span>
                    </Chip>
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function TagForm({ path, params }: Omit<TagFilterProps, "tags">) {
  const { tag: _, ...kept } = listFilters(params);
  return (
    <Form action={path} className="grid gap-2">
      {Object.entries(kept).flatMap(([name, values]) =>
        [values ?? []]
          .flat()
          .map((one) => <input key={`${name}=${one}`} type="hidden" name={name} value={one} />),
      )}
      <Field label="Tag" help="name=value, or a name alone for any value">
        {(control) => (
          <span className="flex gap-2">
            <Input {...control} name="tag" required placeholder="team=claims" />
            <Button type="submit">Filter</Button>
          </span>
        )}
      </Field>
    </Form>
  );
}
