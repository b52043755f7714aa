"use client";
import { ChevronDown } from "lucide-react";
import Form from "next/form";
import { Button } from "#components/ui/button";
import { Chip } from "#components/ui/chip";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { FilterChip } from "#components/ui/filter-chip";
import { Input } from "#components/ui/input";
import { Link } from "#components/ui/link";
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
  const clearHref = listHref(path, params, { tag: null });
  if (value) return <FilterChip label="Tag" value={value} clearHref={clearHref} options={[]} />;
  return (
    <Dialog
      title="Filter by tag"
      trigger={
        <button type="button" className="rounded-full">
          <Chip className="hover:text-ink">
            Tag: any
            <ChevronDown aria-hidden />
          </Chip>
        </button>
      }
    >
      <div className="grid gap-4">
        <TagForm path={path} params={params} />
        {tags.length > 0 && (
          <section className="grid gap-1.5">
            <h3 className="text-ink-2">Tags in this list</h3>
            <ul className="flex flex-wrap gap-1.5">
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
          </section>
        )}
      </div>
    </Dialog>
  );
}

function TagForm({ path, params }: Omit<TagFilterProps, "tags">) {
  const { tag: _, ...kept } = listFilters(params);
  return (
    <Form action={path}>
      {Object.entries(kept).flatMap(([name, values]) =>
        [values ?? []]
          .flat()
          .map((one) => <input key={`${name}=${one}`} type="hidden" name={name} value={one} />),
      )}
      <Field label="Tag" help="name=value, or a name alone for any value">
        {(control) => (
          <span className="flex gap-2">
            <Input {...control} name="tag" required placeholder="team=claims" />
            <Button type="submit" variant="go">
              Filter
            </Button>
          </span>
        )}
      </Field>
    </Form>
  );
}
