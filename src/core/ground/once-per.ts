// A function that computes its answer once for each object that it is asked about. INVARIANT: what is asked about is never changed
// after it is built; a changed copy is another object, so nothing remembered can be stale.

export function oncePer<I extends object, O>(compute: (input: I) => O): (input: I) => O {
  const known = new WeakMap<I, { readonly answer: O }>();
  return (input) => {
    const remembered = known.get(input);
    if (remembered !== undefined) return remembered.answer;
    const answer = compute(input);
    known.set(input, { answer });
    return answer;
  };
}
