"use client";
import { FilterChip } from "#components/ui/filter-chip";
import { SearchBox } from "#components/ui/search-box";
import { activityVerbs } from "#lib/client/activity-words";
import { listFilters, listHref, oneParam, type SearchParams } from "#lib/client/list-url";

interface AuditFiltersProps {
  path: string;
  params: SearchParams;
  /** To choose from; a person who is not among them can still be in the URL. */
  people: readonly { id: string; name: string }[];
}

export function AuditFilters({ path, params, people }: AuditFiltersProps) {
  const { object: _, ...keep } = listFilters(params);
  const chip = (name: string, label: string, options: readonly { value: string; label: string }[]) => {
    const value = oneParam(params[name]);
    return (
      <FilterChip
        label={label}
        value={value ? (options.find((option) => option.value === value)?.label ?? value) : null}
        clearHref={listHref(path, params, { [name]: null })}
        options={options.map((option) => ({
          label: option.label,
          href: listHref(path, params, { [name]: option.value }),
          current: option.value === value,
        }))}
      />
    );
  };
  return (
    <search className="my-3.5 flex flex-wrap items-center gap-2">
      <SearchBox
        action={path}
        name="object"
        label="Id of what was changed"
        value={oneParam(params.object) ?? ""}
        keep={keep}
      />
      {chip(
        "person",
        "By",
        people.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {chip(
        "verb",
        "What",
        activityVerbs.map((verb) => ({ value: verb, label: verb })),
      )}
    </search>
  );
}
