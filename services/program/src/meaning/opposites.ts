import { type Axis, axis, pole } from './axis.ts'

/** Plain opposites that need no explaining; each counts only where both texts are about the same thing. One line: one side | other side. */
const pairs = `
hot;warm;heated|cold;chilled;cool;unheated
indoor*;inside;under a roof|outdoor*;outside;open air;in the garden
window (seat|place|table);at the window|aisle (seat|place);at the aisle
front row*;(in|at) the front|back row*;(in|at) the back
cash;coins;notes|card payment*;by card;pay* (by|with) (card|phone|mobile|smartphone|watch);cashless;no cash
fresh;freshly|frozen;tinned;canned;deep-frozen;preserved
sweet;sugary;extra sugar|bitter;savoury;unsweetened;sugar-free;without sugar
spicy;strongly seasoned;hot spices|mild;bland;lightly seasoned
soft*|hard;firm*
bright*;well-lit;daylight;lit all night|dark*;dim*;blackout
light (weight)*;lightweight;lighter|heavy;heavier;solid
long;longer;extended|short;shorter;brief
large;big;bigger;larger;wide;spacious|small;smaller;tiny;compact;narrow
more;additional;extra;increase*;add*|fewer;less;reduce*;cut;cutting
higher;raise*;rais(ed|ing)|lower*
earlier;bring forward|later;postpone*;put off
include*;included;all in one price|separate*;extra charge;billed separately;itemised
together;jointly;combined;in one|separately;apart;split;each on its own
public;in public;open to all|private;closed;behind closed doors;members only
natural*;real (wood|leather|stone|grass|plants)|artificial*;synthetic;plastic;imitation
glass|plastic (bottles|cups|containers)*;cans
wood*|metal;steel;aluminium;plastic
electric;battery;e-cars|petrol;diesel;gas
cordless;wireless|corded;wired;cable*
touch screen*;touchscreen*;on a screen|button*;knobs;switches;keypad;lever*
standing|sitting;seated;seats
upper floor*;top floor;upstairs|ground floor;downstairs
stairs|lift;elevator;escalator
bath;bathtub|shower
city;downtown;in the centre;city centre|countryside;village;in the country;out of town
summer|winter
young;younger|old;older;elderly
men only;male|women only;female
colourful;bright colours;patterned|plain;black;grey;white;neutral colours;discreet colours
hidden;out of sight|on display;visible;in full view
tight;close-fitting;slim|loose;wide cut;baggy
open-ended;no end date|deadline*;fixed end;end date
open (windows|plan|doors|kitchen)|closed (doors|rooms|kitchen);walls;doors that close
meat;fish|vegetarian;vegan;meatless
alcohol;wine;beer|alcohol-free;without alcohol;soft drinks
with (children|kids|family)|without (children|kids);adults
theory;theoretical;textbook*|practice;practical;hands-on;learning by doing
exam*;test;tests;graded|coursework;no exams;ungraded;without exams
praise*;compliment*|criticism;honest (criticism|feedback);straight talk
serious;factual;sober|funny;playful;humor*;emotional
text;written;in writing|spoken;verbal*;by word of mouth;pictures;images;video;videos;audio
uniform;uniforms|own clothes;plain clothes
full-time;full time|part-time;part time
fixed (working )*hours;same hours|flexitime;flexible (working )*hours;flexible
overtime;extra shifts;more hours|no overtime;fewer hours;time off
salary;base pay;fixed pay|bonus*;commission;tips;shares
by (car|lorry|truck);drive*;parking|by (train|bus|bike|rail|tram);public transport;on foot;car-free
new building*;rebuild;demolish*|renovat*;preserve*;keep the old;listed
repair*;repaired;mend*|replace*;replacement;exchange;new one
deliver*;delivered;delivery;brought|pick-up;pick up;collect*;fetch*
in advance;before|afterwards;after;later
direct flight*;direct train*;direct connection*;non-stop|stopover*;change trains;via
packed;wrapped;gift wrap*;boxed|unpackaged;loose;unwrapped
single;one;individual|double;pair;family;shared
fixed (menu|set)|a la carte;pick the dishes
lend*;credit;loan*|own money;debt-free;without debt;no debt
save;saving;put aside|spend*;enjoy (it )*now
share* out;dividend*;payout*|reinvest*;leave in the (fund|firm)
majority;one voice|minority;veto;unanimous*
english|german;french;spanish;italian;turkish;polish;arabic;mother tongue;native language;own language;local language;dialect
experienced;senior;veteran|beginner*;novice*;trainee*;apprentice*;newcomer*
wild;natural meadow;overgrown|mown;trimmed;tidy;neat
more traffic;car access;open to cars|car-free;traffic-calmed;closed to cars
more light*;street lamps|darkness;no lights
permanent|temporary;for a trial;seasonal
warranty;guarantee|as seen;without warranty
organic|conventional
home-cooked;freshly cooked;cooked on site|delivered meals;catering;ready meals
watch;observe;look on|take part;join in;try themselves;hands-on
follow (a )*(script|checklist|protocol)|improvis*;use (their )*judgement;off script
written exam*|oral exam*
whole;complete|in parts;in stages;piecemeal;modular;step by step`

/** Parts a line at the one bar that stands in no brackets. */
const splitOutside = (line: string): [string, string] => {
  let depth = 0
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '(') depth += 1
    if (line[at] === ')') depth -= 1
    if (line[at] === '|' && depth === 0) return [line.slice(0, at), line.slice(at + 1)]
  }
  throw new Error(`No bar outside brackets: ${line}`)
}

/** Each line is a small axis of its own. */
export const plainOpposites: Axis[] = pairs.trim().split('\n').map(line => {
  const [one, other] = splitOutside(line)
  const first = (side: string) => side.split(';')[0]!.replace(/\*/g, '').replace(/\(([^|)]*)[^)]*\)/g, '$1').trim()
  return { ...axis(`plain-${first(one)}`, `${first(one)} or ${first(other)}`, pole(first(one), one), pole(first(other), other), true), plain: true }
})
