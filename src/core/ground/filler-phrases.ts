// Phrases that answer no question of the form, as `words` splits them: lower case, no apostrophes, one per `|`.
// An answer made of nothing but these is filler, however often and in whatever order they stand. So no phrase here may be
// able to carry an answer together with others.

/** A verdict instead of an answer. */
const APPROVAL = `
  lgtm | lgtm2 | sgtm | ack | acked | acknowledged | approve | approved | approving | ship | ship it | shipit |
  merge | merge it | go | go ahead | good to go | good to merge | ready to merge | ready | ok to merge | thumbs up |
  plus one | plus 1 | 1 | looks good | looks good to me | looks good to us | looks great | looks fine | looks okay |
  looks ok | looks right | looks correct | looks reasonable | looks sane | looks nice | looks alright | looks safe |
  seems good | seems fine | seems ok | seems okay | seems right | seems correct | seems reasonable | seems safe |
  all good | all fine | all ok | all okay | all right | all clear | all green | all passing | all pass | everything
  is fine | everything is good | everything is ok | everything is okay | everything looks good | everything looks
  fine | everything works | everything ok | everything okay | it is fine | it is good | it is ok | its fine | its
  good | its ok | its okay | it works | it works for me | works | works for me | works as expected | works on my
  machine | works fine | as expected | no complaints | no objections | no objection | no comment | no comments | no
  concerns | no concern | no issue | no issues | no problem | no problems | no notes | no questions | no remarks |
  no worries | nothing to add | nothing to say | nothing to report | nothing special | nothing in particular |
  nothing really | nothing | nothing comes to mind | nothing that i can think of | nothing that i see | nothing i
  can think of | nothing found | nit | nits | no nits`;

/** Says that there is nothing, or that it comes later. */
const ABSENCE = `
  n a | na | none | none that i can think of | none that i see | none that i know of | none found | none known |
  none really | none i can think of | non applicable | not applicable | does not apply | doesnt apply | not relevant
  | irrelevant | not needed | not required | nil | null | nada | zero | void | empty | blank | no | nope | no edge
  cases | no edge case | no edgecases | no risk | no risks | no real risk | no real risks | no known risks | no
  tests | no test | no intent | low risk | very low risk | minimal risk | risk is low | not risky | safe | no idea |
  not sure | unsure | dunno | i dont know | dont know | idk | unknown | who knows | whatever | tbd | tba | todo | to
  do | to be done | to be determined | later | will do | will fill in later | wip | pending | skip | skipped | pass
  | passed | passes | passing | tests pass | tests passed | tests are green | tests are passing | tests passing |
  the tests pass | the tests passed | all tests pass | all tests passed | all tests are passing | all tests are
  green | ci is green | ci green | ci passes | ci passed | ci is passing | green ci | green | tested | i tested it |
  tested it | tested locally | tested manually | manually tested | it was tested`;

/** Agreement and praise. */
const PRAISE = `
  ok | okay | okey | okidoki | k | kk | yes | yep | yeah | yup | ye | y | sure | sure thing | right | correct | true
  | fine | fine by me | fine with me | good | good by me | good job | good work | good change | good stuff | great |
  great job | great work | nice | nice job | nice work | nice one | well done | cool | awesome | perfect | excellent
  | amazing | superb | brilliant | fantastic | wonderful | solid | clean | neat | sweet | love it | like it | i like
  it | agreed | i agree | agree | done | reviewed | i reviewed it | i have reviewed it | i reviewed this | i have
  reviewed this | i have reviewed the code | i reviewed the code | i have reviewed the changes | i reviewed the
  changes | code reviewed | checked | i checked it | i checked | double checked | verified | i verified it |
  confirmed | makes sense | make sense | sounds good | sounds good to me | sounds fine | trivial | trivial change |
  simple change | small change | minor change | obvious | straightforward | self explanatory`;

/** Points to another text. */
const ELSEWHERE = `
  see above | see below | see pr | see the pr | see description | see the description | see pr description | see the
  pr description | see title | see the title | see code | see the code | see diff | see the diff | see the changes |
  see changes | see issue | see the issue | see ticket | see the ticket | as above | as described | as described
  above | as described in the pr | as stated | as stated above | as titled | as the title says | same as above |
  same | same here | ditto | idem | dito | above | per description | per the description | read the code | the code
  speaks for itself`;

/** Placeholders and fingers on the keyboard. */
const PLACEHOLDERS = `
  test | testing | foo | bar | baz | qux | foobar | xxx | xx | x | abc | abcd | abcdef | asdf | asd | asdfgh |
  asdfghjkl | asdfasdf | sdf | sdfg | qwe | qwer | qwert | qwerty | qwertyuiop | zxcv | zxcvbn | zxcvbnm | jkl |
  hjkl | fdsa | 123 | 1234 | 12345 | 123456 | 1234567890 | blah | bla | yada | lorem | ipsum | lorem ipsum | dolor |
  sit amet | dolor sit amet | placeholder | some text | text | text here | your text here | your answer | answer |
  my answer | insert text here | fill in | fill me in | describe here | write here | example | sample text`;

/** Carries nothing beside the phrases above. */
const SMALL = `
  its | that i can think of | i can think of | that i know of | that i can see | that i see | that comes to mind |
  and | so | very | really | all | also | just | too | the | this | that | it | is | a | to | me | i | here | there
  | now | please | thanks | thank you | thx | ty | cheers | hi | hello | hey | team | everyone | folks | guys | bro
  | mate | dear | wow | yay | lol | haha | imo | imho | afaik | afaict | for me | for now | to be honest | tbh | i
  think | i guess | i believe | in my opinion | as far as i can tell | as far as i know | as far as i can see | at
  all | pr | the pr | this pr | change | changes | the change | this change | the changes | these changes | code |
  the code | diff | the diff`;

export const FILLER_PHRASES: ReadonlySet<string> = new Set(
  [APPROVAL, ABSENCE, PRAISE, ELSEWHERE, PLACEHOLDERS, SMALL].flatMap(phrasesOf),
);

export const SMALL_WORDS: ReadonlySet<string> = new Set(phrasesOf(SMALL));

function phrasesOf(group: string): string[] {
  return group.split("|").map((phrase) => phrase.trim().replace(/\s+/g, " "));
}
