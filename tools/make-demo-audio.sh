#!/usr/bin/env bash
# Makes all spoken audio of the demo carrier (src/DemoCarrier/Audio) and the Dialer's built-in prompts
# (src/Dialer/Prompts): mono 8 kHz mu-law WAV. The files are committed, so only somebody who changes a sentence runs this.
# Needs espeak-ng (voices en-us, en-gb, cmn) and sox.
set -euo pipefail

root="$(cd "$(dirname "$0")/.." && pwd)"
voices="$root/src/DemoCarrier/Audio"
prompts="$root/src/Dialer/Prompts"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

for tool in espeak-ng sox; do
  command -v "$tool" > /dev/null || { echo "make-demo-audio: $tool is missing (apt-get install espeak-ng sox)" >&2; exit 1; }
done
mkdir -p "$voices" "$prompts"
rm -f "$voices"/*.wav "$prompts"/*.wav

# The same bytes on every run: no dither.
wire=(-r 8000 -c 1 -e mu-law)

# say FILE VOICE SPEED PITCH TEXT: speech without silence at its ends, telephone band, about -16 dBm0 at its loudest.
say() {
  espeak-ng -v "$2" -s "$3" -p "$4" -w "$work/say.wav" "$5"
  sox -D "$work/say.wav" "${wire[@]}" "$1" \
    gain -4 highpass 200 lowpass 3400 \
    silence 1 0.01 0.3% reverse silence 1 0.01 0.3% reverse \
    gain -n -9 pad 0.02 0.04
}

# tone FILE SECONDS HZ: a sine of -13 dB of full scale.
tone() { sox -D -n "${wire[@]}" "$1" synth "$2" sine "$3" fade t 0.005 0 0.005 gain -n -13; }

# person NAME VOICE SPEED PITCH, then lines "kind|text" on standard input. Kinds are read by PersonVoices.cs:
# hello answer who (what is said when picking up), reply (sentences), listen (short sounds), still ("are you there?"), bye.
person() {
  local name="$1" voice="$2" speed="$3" pitch="$4" kind text
  local -A count=()
  while IFS='|' read -r kind text; do
    count[$kind]=$(( ${count[$kind]:-0} + 1 ))
    say "$voices/$name-$kind-${count[$kind]}.wav" "$voice" "$speed" "$pitch" "$text"
  done
}

person alice en-us+f3 175 55 <<'TEXT'
hello|Hello?
hello|Hello, this is Alice.
reply|Yes, that is right, I have been a customer for some years.
reply|I see. And what would that cost me a month?
reply|Well, I would have to talk to my husband about it first.
reply|Could you say that again, please? The line is not very good.
listen|Mm-hm.
listen|Okay.
still|Hello? Is anybody there?
bye|All right, thank you for calling. Goodbye.
TEXT

person george en-gb+m3 160 35 <<'TEXT'
hello|Yes, hello?
hello|George Baker speaking.
reply|Oh yes, I remember. You sent me a letter about that.
reply|No, I think I am quite happy with what I have.
reply|How long would I be tied to the contract?
reply|That sounds fair enough. Go on.
listen|Right.
listen|Uh-huh.
still|Hello? Who is there?
bye|I have to go now. Bye bye.
TEXT

person rosa en-us+f2 190 65 <<'TEXT'
hello|Hi!
hello|Hello, Rosa here, who is calling?
reply|Actually this is a good moment, yes.
reply|Could you send me that in an email?
reply|My old plan ends in March, I believe.
listen|Yeah.
listen|I see.
still|Hello? I cannot hear you.
bye|Great, talk to you soon. Bye!
TEXT

person mei cmn+f2 185 60 <<'TEXT'
hello|喂？
hello|喂，你好，请问是哪位？
reply|对，是我，你请说。
reply|请问一个月要多少钱？
reply|我先考虑一下，好吗？
listen|嗯。
listen|好的。
still|喂？听得见吗？
bye|好，谢谢你，再见。
TEXT

person liang cmn+m3 170 40 <<'TEXT'
hello|喂，哪位？
hello|你好，我是李亮。
reply|我现在用的套餐还可以。
reply|你能再说一遍吗？
reply|什么时候可以开通？
listen|是的。
still|喂？有人吗？
bye|我要去开会了，再见。
TEXT

say "$voices/machine-short.wav" en-us+m1 165 45 \
  "Hi, this is Tom. I am not in. Please leave a message after the tone."
say "$voices/machine-long.wav" en-gb+f4 160 50 \
  "Hello, you have reached the answering machine of Margaret and Peter Hill. We cannot come to the telephone at the moment. Please leave your name, your number and a short message after the tone, and we will call you back as soon as we can."
say "$voices/machine-zh.wav" cmn+f4 180 50 "你好，我现在不方便接电话，请在提示音后留言。"
say "$voices/screening.wav" en-us+m4 185 50 \
  "Hi. The person you are calling is using a screening service. Please say your name and why you are calling."
say "$voices/screening-thanks.wav" en-us+m4 185 50 "Thank you. Please hold on while I see whether this person is available."
say "$voices/screening-regret.wav" en-us+m4 185 50 "The person you are calling cannot take your call. Goodbye."
tone "$voices/beep.wav" 0.4 1000

# Special information tone "vacant code" (ITU-T E.180 supplement 2: three tones of rising pitch, about 0.33 s each), then the words.
tone "$work/sit1.wav" 0.38 985.2
tone "$work/sit2.wav" 0.274 1370.6
tone "$work/sit3.wav" 0.38 1776.7
say "$work/vacant.wav" en-us+f1 165 50 "The number you have dialled is not in service. Please check the number and dial again."
sox -D "$work/sit1.wav" "$work/sit2.wav" "$work/sit3.wav" "$work/vacant.wav" "${wire[@]}" "$voices/announcement-vacant.wav"

# ITU-T T.30: the called machine answers with CED (2100 Hz, 2.6 to 4 s), the calling one sends CNG (1100 Hz, 0.5 s on, 3 s off).
tone "$voices/fax-ced.wav" 3 2100
sox -D -n "${wire[@]}" "$voices/fax-cng.wav" synth 0.5 sine 1100 gain -n -13 pad 0 3

# The Dialer's own prompts. The safe-harbour message names the call's purpose and the number to call, and sells nothing
# (16 CFR 310.4(b)(4)(iii)); a campaign that names its seller uploads its own.
say "$prompts/safe-harbour.wav" en-us+f5 155 50 \
  "Hello. This was a sales call by the company whose number is shown on your telephone. Nobody was free to speak to you, and we apologise. To be taken off our list at once, press nine now, or call that number at any time. Thank you, and goodbye."

# While an agent's page is away (a reload, a lost network), and when the agent stays away. One file a language: NAME.LANGUAGE.wav;
# PromptShelf takes English where a language has none.
say "$prompts/please-hold.en.wav" en-us+f5 155 50 "Please hold the line for a moment. We will be with you again at once."
say "$prompts/please-hold.zh.wav" cmn+f5 175 50 "请您稍等片刻，不要挂断，我们马上回来。"
say "$prompts/call-you-back.en.wav" en-us+f5 155 50 \
  "We are sorry. The connection to our colleague was lost, and nobody else is free. We will call you back in a few minutes. Goodbye."
say "$prompts/call-you-back.zh.wav" cmn+f5 175 50 "非常抱歉，通话连接已中断，现在没有其他同事空闲。我们几分钟后会给您回电，再见。"
say "$prompts/sorry.en.wav" en-us+f5 155 50 "We are sorry. The connection to our colleague was lost, and nobody else is free. Goodbye."
say "$prompts/sorry.zh.wav" cmn+f5 175 50 "非常抱歉，通话连接已中断，现在没有其他同事空闲。再见。"

# Hold music: eight seconds of broken chords, plucked, made here so that nobody's rights are touched.
chord() { local file="$1" hz; shift; local parts=() i=0; for hz in "$@"; do i=$((i + 1)); sox -D -n -r 8000 -c 1 "$work/n$i.wav" synth 0.5 pluck "$hz" fade t 0.005 0 0.08; parts+=("$work/n$i.wav"); done; sox -D "${parts[@]}" "$file"; }
chord "$work/c1.wav" 261.63 329.63 392.00 523.25
chord "$work/c2.wav" 220.00 261.63 329.63 440.00
chord "$work/c3.wav" 174.61 220.00 261.63 349.23
chord "$work/c4.wav" 196.00 246.94 293.66 392.00
sox -D -R "$work/c1.wav" "$work/c2.wav" "$work/c3.wav" "$work/c4.wav" "${wire[@]}" "$prompts/hold-music.wav" lowpass 3000 gain -n -14

du -cb "$voices"/*.wav "$prompts"/*.wav | tail -1
