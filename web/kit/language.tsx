import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { type Bilingual, type Language, languages } from "#contract/text";
import { type Format, formatIn } from "./format.ts";

interface LanguageState {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
}

const LanguageContext = createContext<LanguageState>({ language: "zh", setLanguage: () => {} });
const storageKey = "weir.language";

/** Chinese unless the person has chosen otherwise on this machine. `<html lang>` follows; API calls read it from there. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(startLanguage);
  const state = useMemo(
    () => ({
      language,
      setLanguage: (next: Language) => {
        localStorage.setItem(storageKey, next);
        document.documentElement.lang = tagOf(next);
        setLanguage(next);
      },
    }),
    [language],
  );
  // Chosen in another window of the same browser, it is chosen here.
  useEffect(() => {
    const follow = ({ key }: StorageEvent) => {
      if (key === storageKey) setLanguage(startLanguage());
    };
    addEventListener("storage", follow);
    return () => removeEventListener("storage", follow);
  }, []);
  return <LanguageContext value={state}>{children}</LanguageContext>;
}

export const useLanguage = (): LanguageState => useContext(LanguageContext);

/** Words of a screen or a module in both languages; whatever stands in one must stand in the other. */
export function defineWords<Words extends object>(words: { zh: Words; en: NoInfer<Words> }): Record<Language, Words> {
  return words;
}

/** The words of `words.ts` in the language of the screen. */
export function useWords<Words>(words: Record<Language, Words>): Words {
  return words[useLanguage().language];
}

/** Picks from texts that come in both languages (contract names, job titles, reasons). */
export function useText(): (text: Bilingual) => string {
  const { language } = useLanguage();
  return (text) => text[language] || text.zh || text.en;
}

/** Numbers and dates in the language of the screen. */
export function useFormat(): Format {
  return formatIn(useLanguage().language);
}

const tagOf = (language: Language): string => (language === "zh" ? "zh-CN" : "en");

/** Set before the first call of any child, so that the first refusal already speaks the right language. */
function startLanguage(): Language {
  const stored = localStorage.getItem(storageKey);
  const language = languages.find((one) => one === stored) ?? "zh";
  document.documentElement.lang = tagOf(language);
  return language;
}
