import { Skeleton, SkeletonRows } from "#components/ui/states";

/** Between two pages of the console: the bar, a heading and rows, at the places where they will be. */
export default function ConsoleLoading() {
  return (
    <>
      <div className="-mx-4 mb-4 flex h-[52px] items-center border-b border-line pl-14 md:-mx-7 md:mb-5 md:px-7">
        <Skeleton className="w-32" />
      </div>
      <Skeleton className="mt-2 mb-6 h-4 w-56" />
      <SkeletonRows rows={8} />
    </>
  );
}
