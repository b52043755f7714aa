"use client";
import { useEffect, useState } from "react";
import { type Notice, receiveNotices } from "#lib/client/notify";

/** The last notice without the comfort of the toasts, for when their script did not come. */
export function PlainNotice({ first }: { first: Notice }) {
  const [shown, setShown] = useState(first);
  // Notices come from outside React.
  useEffect(() => receiveNotices(setShown), []);
  return (
    <p
      role="status"
      className="fixed right-4 bottom-4 rounded-lg border border-line bg-surface px-3.5 py-2.5 shadow-float"
    >
      {shown.message} {shown.description}
    </p>
  );
}
