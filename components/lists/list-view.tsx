import type { ReactNode } from "react";
import { LinkButton } from "#components/ui/button";
import { Pager } from "#components/ui/pager";
import { EmptyState } from "#components/ui/states";
import { orderOptions } from "#lib/client/list-filters";
import type { SearchParams } from "#lib/client/list-url";
import type { Page } from "#lib/domain/paging";
import { ListBar, type ListFilter } from "./list-bar";

interface ListViewProps {
  path: string;
  params: SearchParams;
  /** The order in force. */
  order: string;
  /** To choose from; the usual ones unless given. */
  orders?: { value: string; label: string }[];
  filters: ListFilter[];
  /** Tags of the rows at hand; left out where there is no filter by tag. */
  tags?: string[];
  page: Page<unknown>;
  /** "repository", "artifact". */
  noun: string;
  /** At the foot: the keys of the page. */
  keys: ReactNode;
  /** The table of the rows. */
  children: ReactNode;
}

/** A list with its search, filters, order and pages; says so when nothing matches. */
export function ListView(props: ListViewProps) {
  const { path, params, order, orders = orderOptions, filters, tags, page, noun, keys, children } = props;
  return (
    <>
      <ListBar
        path={path}
        params={params}
        searchLabel="Name, description or id"
        filters={filters}
        {...(tags && { tags })}
        orders={orders}
        order={order}
      />
      {page.items.length > 0 ? (
        children
      ) : (
        <EmptyState
          title={`No ${noun} matches`}
          actions={<LinkButton href={path}>Remove search and filters</LinkButton>}
        >
          Search looks at names, descriptions and ids, and finds parts of words.
        </EmptyState>
      )}
      <Pager path={path} params={params} page={page}>
        {keys}
      </Pager>
    </>
  );
}
