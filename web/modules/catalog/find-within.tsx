import { Input } from "antd";
import { useState } from "react";
import { Icon, stringifySearch, useFilters, useGo, useWords } from "#kit";
import { resourceFilters } from "./filters.ts";
import { catalogWords } from "./words.ts";

/** Words lead to the one search, with the filters of the list: ranked, with reasons, in any spelling. */
export function FindWithin() {
  const words = useWords(catalogWords).list;
  const go = useGo();
  const [search] = useFilters(resourceFilters);
  const [text, setText] = useState(search.q ?? "");
  const { department, shareClass, updateCycle, grade, theme, hasData } = search;
  const find = () => {
    const q = text.trim();
    if (q === "") return;
    const kept = { department, shareClass, updateCycle, grade, theme, hasData };
    go(`/search${stringifySearch({ q, kind: "resource", ...kept })}`);
  };
  return (
    <Input
      className="strip-search"
      size="small"
      allowClear
      type="search"
      enterKeyHint="search"
      aria-label={words.search}
      placeholder={words.search}
      prefix={<Icon name="search" />}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={find}
    />
  );
}
