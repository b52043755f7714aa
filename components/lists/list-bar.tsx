import { FilterChip, SortMenu } from "#components/ui/filter-chip";
import { SearchBox } from "#components/ui/search-box";
import { listFilters, listHref, oneParam, type SearchParams } from "#lib/client/list-url";
import { TagFilter } from "./tag-filter";

export interface ListFilter {
  /** The query parameter. */
  name: string;
  label: string;
  options: { value: string; label: string }[];
}

interface ListBarProps {
  path: string;
  params: SearchParams;
  searchLabel: string;
  filters: ListFilter[];
  /** Tags of the rows at hand, as suggestions; left out where there is no filter by tag. */
  tags?: string[];
  orders: { value: string; label: string }[];
  /** The order in force. */
  order: string;
}

/** Search, filters and order of a list; every state is a URL. */
export function ListBar({ path, params, searchLabel, filters, tags, orders, order }: ListBarProps) {
  const { search: _, ...keep } = listFilters(params);
  return (
    <search className="my-3.5 flex flex-wrap items-center gap-2">
      <SearchBox action={path} label={searchLabel} value={oneParam(params.search) ?? ""} keep={keep} />
      {filters.map(({ name, label, options }) => {
        const value = oneParam(params[name]);
        const current = options.find((option) => option.value === value);
        return (
          <FilterChip
            key={name}
            label={label}
            value={current?.label ?? value ?? null}
            clearHref={listHref(path, params, { [name]: null })}
            options={options.map((option) => ({
              label: option.label,
              href: listHref(path, params, { [name]: option.value }),
              current: option === current,
            }))}
          />
        );
      })}
      {tags && <TagFilter path={path} params={params} tags={tags} />}
      <div className="ml-auto">
        <SortMenu
          options={orders.map(({ value, label }) => ({
            label,
            href: listHref(path, params, { orderBy: value }),
            current: value === order,
          }))}
        />
      </div>
    </search>
  );
}
