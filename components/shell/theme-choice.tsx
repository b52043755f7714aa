"use client";
import { useState } from "react";
import { MenuChoice } from "#components/ui/menu-content";
import { chooseTheme, currentTheme, type Theme } from "#lib/client/theme";

const options = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const satisfies { value: Theme; label: string }[];

/** Made when the menu opens, in the browser, so the document can be asked at once. */
export function ThemeChoice() {
  const [theme, setTheme] = useState<Theme>(currentTheme);
  return (
    <MenuChoice
      label="Theme"
      value={theme}
      options={options}
      onChoose={(chosen) => {
        chooseTheme(chosen);
        setTheme(chosen);
      }}
    />
  );
}
