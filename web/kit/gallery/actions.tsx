import { Button } from "antd";
import { useState } from "react";
import { useConfirm } from "../confirm.tsx";
import { Icon } from "../icons.tsx";
import { useWords } from "../language.tsx";
import { NextActions } from "../page-head.tsx";
import { Note, Why } from "../state-word.tsx";
import { useToast } from "../toast.tsx";
import { galleryWords } from "./words.ts";

export function Actions() {
  const words = useWords(galleryWords);
  const toast = useToast();
  const ask = useConfirm();
  const [answer, setAnswer] = useState<boolean | null>(null);
  const question = { title: words.askTitle, text: words.askText, action: words.danger, isDanger: true };
  return (
    <div className="stack g3">
      <div className="row g2 wrap">
        <Button type="primary">{words.primary}</Button>
        <Button>{words.plain}</Button>
        <Button danger>{words.danger}</Button>
        <Button type="link">{words.all}</Button>
        <Button disabled icon={<Icon name="lock" />}>
          {words.locked}
        </Button>
        <Why>{words.lockedWhy}</Why>
      </div>
      <div className="row g2 wrap">
        <Button size="small" type="primary">
          {words.primary}
        </Button>
        <Button size="small">{words.plain}</Button>
        <Button size="small" onClick={() => toast(words.toast)}>
          {words.showToast}
        </Button>
        <Button size="small" onClick={() => void ask(question).then(setAnswer)}>
          {words.ask}
        </Button>
        {answer === null ? null : <output className="t13 s">{words.answered(answer)}</output>}
      </div>
      <NextActions
        label={words.primary}
        actions={[
          { key: "send", button: <Button type="primary">{words.primary}</Button>, text: words.primaryText },
          { key: "plain", button: <Button>{words.plain}</Button>, text: words.emptyText },
          {
            key: "locked",
            button: (
              <Button disabled icon={<Icon name="lock" />}>
                {words.locked}
              </Button>
            ),
            text: words.lockedWhy,
          },
        ]}
      />
      <Note title={words.verified}>{words.primaryText}</Note>
      <Note tone="fault" title={words.fault}>
        {words.refusal}
      </Note>
    </div>
  );
}
