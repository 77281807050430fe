import { App, ConfigProvider } from "antd";
import en from "antd/locale/en_US";
import zh from "antd/locale/zh_CN";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { useLanguage } from "./language.tsx";
import { antdThemeOf, readTokens, type Tokens } from "./theme.ts";

export const appearances = ["system", "light", "dark"] as const;
export type Appearance = (typeof appearances)[number];

interface AppearanceState {
  /** What the person chose. */
  readonly appearance: Appearance;
  /** What is shown now. */
  readonly isDark: boolean;
  readonly tokens: Tokens;
  readonly setAppearance: (appearance: Appearance) => void;
}

const AppearanceContext = createContext<AppearanceState | null>(null);
const storageKey = "weir.appearance";

interface Look {
  readonly appearance: Appearance;
  readonly isDark: boolean;
  readonly tokens: Tokens;
}

/** Light or dark by `data-theme` on the root; the colours are CSS variables, Ant Design is told the same ones. */
export function AppearanceProvider({ children }: { children: ReactNode }) {
  const [look, setLook] = useState(() => putOn(storedAppearance()));
  const { language } = useLanguage();
  useEffect(() => {
    const query = darkQuery();
    const listen = () => setLook((now) => putOn(now.appearance));
    query.addEventListener("change", listen);
    return () => query.removeEventListener("change", listen);
  }, []);
  const state = useMemo(
    (): AppearanceState => ({
      ...look,
      setAppearance: (next) => {
        localStorage.setItem(storageKey, next);
        setLook(putOn(next));
      },
    }),
    [look],
  );
  const theme = useMemo(() => antdThemeOf(look.tokens, look.isDark), [look]);
  return (
    <AppearanceContext value={state}>
      <ConfigProvider
        theme={theme}
        locale={language === "zh" ? zh : en}
        wave={{ disabled: true }}
        button={{ autoInsertSpace: false }}
      >
        <App component={false}>{children}</App>
      </ConfigProvider>
    </AppearanceContext>
  );
}

/** Marks the root light or dark, then reads the colours that hold there. */
function putOn(appearance: Appearance): Look {
  const isDark = appearance === "system" ? darkQuery().matches : appearance === "dark";
  document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
  return { appearance, isDark, tokens: readTokens() };
}

export function useAppearance(): AppearanceState {
  const state = useContext(AppearanceContext);
  if (!state) throw new Error("AppearanceProvider is missing.");
  return state;
}

const darkQuery = () => matchMedia("(prefers-color-scheme: dark)");

const storedAppearance = (): Appearance =>
  appearances.find((one) => one === localStorage.getItem(storageKey)) ?? "system";
