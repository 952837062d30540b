package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/centrifugal/protocol"
)

// Answers each line of input with one line: commands in JSON, of which "\n" ends each, with their frame in Protobuf,
// and a frame of replies in Protobuf, behind "<", with the replies in JSON, separated by tabs. Frames are hexadecimal.
func translate() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		if frame, isReply := strings.CutPrefix(line, "<"); isReply {
			fmt.Println(replies(frame))
		} else {
			fmt.Println(commands(line))
		}
	}
}

func commands(line string) string {
	var frame []byte
	decoder := protocol.NewJSONCommandDecoder([]byte(strings.ReplaceAll(line, `\n`, "\n")))
	for {
		command, end := decoder.Decode()
		if end != io.EOF {
			must(end)
		}
		encoded, err := protocol.NewProtobufCommandEncoder().Encode(command)
		must(err)
		frame = append(frame, encoded...)
		if end == io.EOF {
			return hex.EncodeToString(frame)
		}
	}
}

func replies(line string) string {
	frame, err := hex.DecodeString(line)
	must(err)
	decoder := protocol.NewProtobufReplyDecoder(frame)
	var texts []string
	for {
		reply, end := decoder.Decode()
		if end == io.EOF {
			return strings.Join(texts, "\t")
		}
		must(end)
		text, err := protocol.NewJSONReplyEncoder().Encode(reply)
		must(err)
		texts = append(texts, string(text))
	}
}
