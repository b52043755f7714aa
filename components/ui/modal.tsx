"use client";
import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type ReactNode,
  type SyntheticEvent,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { createPortal } from "react-dom";
import { cn } from "#lib/client/class-names";

interface ModalProps {
  /** Ids of the elements that name and describe it. */
  labelledBy: string;
  describedBy?: string | undefined;
  /** An answer is wanted: a press beside it does not close it. */
  alert?: boolean;
  className: string;
  onClose: () => void;
  /** It is gone, and the focus is where it was before. */
  onGone?: () => void;
  children: ReactNode;
}

/**
 * The browser's own dialog: it keeps the focus, leaves the page behind out of reach and lies above everything, without
 * the 17 kB of script that do the same in a library. Open for as long as it is rendered, and only in a browser: one that
 * the URL opens is rendered on the server too.
 */
export function Modal(props: ModalProps) {
  const inBrowser = useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );
  return inBrowser ? <OpenModal {...props} /> : null;
}

const subscribeToNothing = () => () => undefined;

function OpenModal({ labelledBy, describedBy, alert, className, onClose, onGone, children }: ModalProps) {
  const [before] = useState(() => document.activeElement);
  const pressedBeside = useRef(false);
  const giveBack = useEffectEvent(() => {
    if (before instanceof HTMLElement) before.focus();
    onGone?.();
  });
  // The focus is outside React; removed from the page, the dialog has let it go.
  useEffect(() => () => giveBack(), []);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Escape" || event.defaultPrevented || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onClose();
  }
  /** Of the dialog itself there is nothing to press but what lies behind it. */
  const isBeside = ({ target, currentTarget }: SyntheticEvent) => !alert && target === currentTarget;
  return createPortal(
    <dialog
      // Before it is shown as a modal, so that what wants the focus at once can have it.
      open
      ref={showModal}
      tabIndex={-1}
      role={alert ? "alertdialog" : undefined}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onKeyDown={onKeyDown}
      // Asked for in another way than by the key: the back gesture of a phone.
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event: PointerEvent) => {
        pressedBeside.current = isBeside(event);
      }}
      onClick={(event: MouseEvent) => {
        if (pressedBeside.current && isBeside(event)) onClose();
      }}
      className={cn("appear fixed overflow-visible text-ink backdrop:appear backdrop:bg-overlay", className)}
    >
      {children}
    </dialog>,
    document.body,
  );
}

function showModal(dialog: HTMLDialogElement | null): void {
  if (!dialog || dialog.matches(":modal")) return;
  const wanted = document.activeElement;
  holdPage();
  dialog.removeAttribute("open");
  dialog.showModal();
  if (wanted instanceof HTMLElement && dialog.contains(wanted)) wanted.focus();
  // What had the focus may be replaced by something else, as a form by its result.
  new MutationObserver(() => {
    if (document.activeElement === document.body) dialog.focus();
  }).observe(dialog, { childList: true, subtree: true });
}

/** The page behind does not scroll, nor move when its scroll bar goes: see `:modal` in globals.css. */
function holdPage(): void {
  if (document.querySelector(":modal")) return;
  const { style, clientWidth } = document.documentElement;
  style.setProperty("--scroll-bar", `${window.innerWidth - clientWidth}px`);
}
