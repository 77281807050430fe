const numerals = "零一二三四五六七八九";

/** 二十一 → 21; up to ninety-nine, which is more articles than any of these orders has. */
function numberOf(chinese: string): number {
  const [tens, ones] = chinese.includes("十") ? chinese.split("十") : ["", chinese];
  const digit = (text: string | undefined, none: number) => (text ? numerals.indexOf(text) : none);
  return chinese.includes("十") ? digit(tens, 1) * 10 + digit(ones, 0) : digit(ones, 0);
}

const order809 = /《政务数据共享条例》(?:（[^）]*）)?(?:第([零一二三四五六七八九十]+)条)?/g;

/** Order 809 as everybody here calls it: 条例第 21 条. */
export function shortBasis(text: string, language: "zh" | "en"): string {
  return text.replaceAll(order809, (_whole, article: string | undefined) => {
    if (article === undefined) return language === "zh" ? "条例" : "Order 809";
    const number = numberOf(article);
    return language === "zh" ? `条例第 ${number} 条` : `Order 809 art. ${number}`;
  });
}
