/** What the person chose; `system` leaves the choice to the browser. */
const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const storageKey = "plimsoll:theme";

/**
 * Runs in <head> before anything is painted, so that a chosen theme never flashes the other one. Storage can be refused
 * (private windows, policies): then the system's theme stays.
 */
export const themeScript = `try{var t=localStorage.getItem("${storageKey}");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}`;

export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return themes.find((theme) => theme === chosen) ?? "system";
}

export function chooseTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // Refused storage: the choice holds until the page is left.
  }
}
