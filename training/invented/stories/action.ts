import type { Story } from '../genre.js';

export const actionStory: Story = {
  titles: {
    adjectives: ['Midnight', 'Final', 'Iron', 'Burning', 'Maximum', 'Rogue', 'Double', 'Loaded'],
    nouns: ['Convoy', 'Strike', 'Pursuit', 'Bullet', 'Deadline', 'Commando', 'Target', 'Thunder', 'Hostage', 'Engine'],
  },
  places: [
    'In a harbour city run by smugglers',
    'High above the streets, in a tower wired with explosives',
    'On a motorway with no exit for ninety miles',
    'In a jungle where two armies meet',
    'On the night that the central bank is robbed',
    'Aboard a hijacked express train',
  ],
  roles: [
    'former commando',
    'suspended detective',
    'getaway driver',
    'bomb disposal expert',
    'prize fighter',
    'bodyguard',
  ],
  beginnings: [
    'takes one last mission and is betrayed on the first day',
    'has until sunrise to free the hostages',
    'steals a truck without knowing that it carries a warhead',
    'is framed for the murder of {her} own commander',
    'declares war on the cartel that killed {her} partner',
    'must drive a witness through a city full of assassins',
  ],
  troubles: [
    'Armed mercenaries seal every exit, and {Friend} is tied to a bomb that cannot be stopped.',
    'A breakneck chase over the rooftops ends in gunfire, and the ruthless arms dealer gets away.',
    'Outgunned and wounded, {Name} fights from floor to floor while helicopters circle the tower.',
    'The terrorists have stolen a missile, and someone inside the agency is giving them orders.',
    'Cars burn, bridges blow up, and a deadly sniper is always one street ahead.',
    'With both the police and the gang hunting {him}, {she} trusts nobody but {Friend} and a fast car.',
  ],
  endings: [
    'The final showdown explodes on a moving train, with fists, bullets and seconds to go.',
    'To stop the attack {she} must break into a fortress guarded by an army of killers.',
    'One soldier against fifty, and the timer of the bomb is already running.',
    'Revenge will cost {him} everything, but {Name} has never left a fight unfinished.',
  ],
};
