// Finds the elements that a page is known to have: the server's pages and these scripts are made together.

/** @throws Error when the page has no such element, which is a bug of ours. */
export function element<E extends HTMLElement>(id: string, kind: new () => E): E {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} #${id}`);
  return found;
}
