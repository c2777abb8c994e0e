import type { Block, BlockElement } from "../types";
import { safe } from "../page/address";
import { h, type Child } from "../ui/dom";

/** The tags the server may send; anything else is dropped with all it holds, as the server should have done. */
const ALLOWED = new Set(
  "p h2 h3 h4 ul ol li strong em s code pre blockquote a img table thead tbody tr th td hr br details summary".split(" "),
);

/** Draws a block tree. `openArticle` is called for links that lead to another article. */
export function renderBlocks(blocks: Block[], openArticle: (article: string) => void): Child[] {
  return blocks.map((block) => (typeof block === "string" ? block : renderElement(block, openArticle)));
}

function renderElement(block: BlockElement, openArticle: (article: string) => void): Child {
  const { tag } = block;
  if (!ALLOWED.has(tag)) return null;
  const children = renderBlocks(block.children ?? [], openArticle);
  if (tag === "a") return renderLink(block, children, openArticle);
  if (tag === "img") return safe(block.src, /^https?:$/) && <img src={block.src} alt={block.alt ?? ""} loading="lazy" />;
  if (tag === "table") return <div class="scroll" tabindex="0">{h(tag, null, ...children)}</div>;
  return h(tag, tag === "ol" && Number.isInteger(block.start) ? { start: block.start } : null, ...children);
}

function renderLink(block: BlockElement, children: Child[], openArticle: (article: string) => void): Child {
  const { article, href } = block;
  const url = safe(href, /^(https?|mailto):$/);
  const inside = typeof article === "string" ? (): void => openArticle(article) : undefined;
  if (!url) return inside ? <button class="link" onclick={inside}>{children}</button> : children;
  const elsewhere = url.origin !== location.origin;
  return (
    <a href={url.href} target={elsewhere && "_blank"} rel={elsewhere && "noopener"} onclick={inside && plainly(inside)}>
      {children}
    </a>
  );
}

/** A plain click stays in the panel; one that asks for a new tab gets the article's own page. */
const plainly = (open: () => void) => (event: MouseEvent): void => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open();
};
