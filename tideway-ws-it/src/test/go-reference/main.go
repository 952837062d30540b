// Serves the protocol by the reference library, so that its answers can be compared with others; with the argument
// "translate" it translates between the two forms instead.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/centrifugal/centrifuge"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "translate" {
		translate()
		return
	}
	node, err := centrifuge.New(centrifuge.Config{ClientChannelLimit: 128})
	must(err)
	node.OnConnecting(func(_ context.Context, e centrifuge.ConnectEvent) (centrifuge.ConnectReply, error) {
		credentials := &centrifuge.Credentials{UserID: e.Token, Info: []byte(`{"color":1}`)}
		reply := centrifuge.ConnectReply{Credentials: credentials, ClientSideRefresh: true}
		switch e.Token {
		case "denied":
			return reply, centrifuge.DisconnectInvalidToken
		case "expired":
			return reply, centrifuge.ErrorTokenExpired
		case "busy":
			return reply, &centrifuge.Error{Code: 450, Message: "later", Temporary: true}
		case "lasting":
			credentials.UserID = "ann"
			credentials.ExpireAt = time.Now().Unix() + 60
		case "rooms":
			credentials.UserID = "ann"
			reply.Data = []byte(`{"title":"hello"}`)
			reply.Subscriptions = map[string]centrifuge.SubscribeOptions{"news": {}}
		}
		return reply, nil
	})
	node.OnConnect(func(client *centrifuge.Client) { serve(node, client) })
	must(node.Run())
	http.Handle("/all-features", centrifuge.NewWebsocketHandler(node, centrifuge.WebsocketConfig{}))
	listening, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	fmt.Printf("ws://%s/all-features\n", listening.Addr())
	go func() {
		// Ends with its parent, whose end closes this.
		_, _ = os.Stdin.Read(make([]byte, 1))
		os.Exit(0)
	}()
	must(http.Serve(listening, nil))
}

func remembers(room string) bool {
	return strings.HasPrefix(room, "board:")
}

func showsTheLatest(room string) bool {
	return strings.HasPrefix(room, "board:latest")
}

func inAMinute() int64 {
	return time.Now().Unix() + 60
}

func serve(node *centrifuge.Node, client *centrifuge.Client) {
	client.OnSubscribe(func(e centrifuge.SubscribeEvent, answer centrifuge.SubscribeCallback) {
		if e.Channel == "secret" {
			answer(centrifuge.SubscribeReply{}, centrifuge.ErrorPermissionDenied)
			return
		}
		log := remembers(e.Channel)
		options := centrifuge.SubscribeOptions{
			EmitPresence: log, EmitJoinLeave: log, PushJoinLeave: log, EnablePositioning: log, EnableRecovery: log,
		}
		if showsTheLatest(e.Channel) {
			options.RecoveryMode = centrifuge.RecoveryModeCache
			options.AutoCacheRecover = true
		}
		if e.Channel == "lent" {
			if e.Token == "old" {
				answer(centrifuge.SubscribeReply{}, centrifuge.ErrorTokenExpired)
				return
			}
			options.ExpireAt = inAMinute()
		}
		answer(centrifuge.SubscribeReply{Options: options, ClientSideRefresh: true}, nil)
	})
	client.OnSubRefresh(func(e centrifuge.SubRefreshEvent, answer centrifuge.SubRefreshCallback) {
		switch e.Token {
		case "renewed":
			answer(centrifuge.SubRefreshReply{ExpireAt: time.Now().Unix() + 3600}, nil)
		case "lasting":
			answer(centrifuge.SubRefreshReply{}, nil)
		case "busy":
			answer(centrifuge.SubRefreshReply{}, &centrifuge.Error{Code: 450, Message: "later", Temporary: true})
		case "old":
			answer(centrifuge.SubRefreshReply{Expired: true}, nil)
		default:
			answer(centrifuge.SubRefreshReply{}, centrifuge.ErrorPermissionDenied)
		}
	})
	client.OnPublish(func(e centrifuge.PublishEvent, answer centrifuge.PublishCallback) {
		if !client.IsSubscribed(e.Channel) {
			answer(centrifuge.PublishReply{}, centrifuge.ErrorPermissionDenied)
			return
		}
		options := []centrifuge.PublishOption{centrifuge.WithClientInfo(e.ClientInfo)}
		if remembers(e.Channel) {
			options = append(options, centrifuge.WithHistory(200, 5*time.Minute))
		}
		result, err := node.Publish(e.Channel, e.Data, options...)
		answer(centrifuge.PublishReply{Result: &result}, err)
	})
	client.OnPresence(func(e centrifuge.PresenceEvent, answer centrifuge.PresenceCallback) {
		answer(centrifuge.PresenceReply{}, member(client, e.Channel))
	})
	client.OnPresenceStats(func(e centrifuge.PresenceStatsEvent, answer centrifuge.PresenceStatsCallback) {
		answer(centrifuge.PresenceStatsReply{}, member(client, e.Channel))
	})
	client.OnHistory(func(e centrifuge.HistoryEvent, answer centrifuge.HistoryCallback) {
		answer(centrifuge.HistoryReply{}, member(client, e.Channel))
	})
	client.OnRPC(func(e centrifuge.RPCEvent, answer centrifuge.RPCCallback) {
		switch e.Method {
		case "echo":
			answer(centrifuge.RPCReply{Data: e.Data}, nil)
		case "refuse":
			answer(centrifuge.RPCReply{}, &centrifuge.Error{Code: 404, Message: "no such card"})
		case "close":
			client.Disconnect()
		case "close-with":
			code, err := strconv.Atoi(string(e.Data))
			must(err)
			client.Disconnect(centrifuge.Disconnect{Code: uint32(code), Reason: "over"})
		case "give-room":
			must(client.Subscribe(text(e.Data)))
			answer(centrifuge.RPCReply{}, nil)
		case "take-room":
			client.Unsubscribe(text(e.Data))
			answer(centrifuge.RPCReply{}, nil)
		default:
			answer(centrifuge.RPCReply{}, centrifuge.ErrorMethodNotFound)
		}
	})
	client.OnMessage(func(e centrifuge.MessageEvent) { _ = client.Send(e.Data) })
	client.OnRefresh(func(e centrifuge.RefreshEvent, answer centrifuge.RefreshCallback) {
		switch e.Token {
		case "renewed":
			answer(centrifuge.RefreshReply{ExpireAt: time.Now().Unix() + 3600}, nil)
		case "old":
			answer(centrifuge.RefreshReply{Expired: true}, nil)
		default:
			answer(centrifuge.RefreshReply{}, centrifuge.DisconnectInvalidToken)
		}
	})
}

func text(data []byte) string {
	var decoded string
	must(json.Unmarshal(data, &decoded))
	return decoded
}

func member(client *centrifuge.Client, room string) error {
	if !client.IsSubscribed(room) {
		return centrifuge.ErrorPermissionDenied
	}
	return nil
}

func must(err error) {
	if err != nil && !errors.Is(err, http.ErrServerClosed) {
		panic(err)
	}
}
