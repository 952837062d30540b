// Exercises a realtime endpoint with the unmodified Go client, in both forms of the protocol:
// realtime-client ws://localhost:8080/all-features
//
// With a form, a room and a number it connects so many clients, prints "ready", and expects, after a line of input,
// that all of them have lost their server and are back: realtime-client ws://localhost:8080/realtime json board:x 200
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/centrifugal/centrifuge-go"
)

const patience = 20 * time.Second

type form struct {
	name      string
	newClient func(string, centrifuge.Config) *centrifuge.Client
}

// A client, and what it was told.
type peer struct {
	*centrifuge.Client
	connected    chan centrifuge.ConnectedEvent
	disconnected chan centrifuge.DisconnectedEvent
	messages     chan []byte
	mutex        sync.Mutex
	line         net.Conn
}

// A subscription, and what it was told.
type member struct {
	*centrifuge.Subscription
	subscribed   chan centrifuge.SubscribedEvent
	unsubscribed chan centrifuge.UnsubscribedEvent
	publications chan centrifuge.PublicationEvent
	joins        chan centrifuge.JoinEvent
}

func (f form) peer(config centrifuge.Config) *peer {
	p := &peer{
		connected:    make(chan centrifuge.ConnectedEvent, 16),
		disconnected: make(chan centrifuge.DisconnectedEvent, 16),
		messages:     make(chan []byte, 16),
	}
	config.MinReconnectDelay = 20 * time.Millisecond
	config.MaxReconnectDelay = 200 * time.Millisecond
	config.HandshakeTimeout = patience
	config.ReadTimeout = patience
	config.WriteTimeout = patience
	config.NetDialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		var dialer net.Dialer
		line, err := dialer.DialContext(ctx, network, address)
		p.mutex.Lock()
		p.line = line
		p.mutex.Unlock()
		return line, err
	}
	p.Client = f.newClient(os.Args[1], config)
	p.OnConnected(func(e centrifuge.ConnectedEvent) { p.connected <- e })
	p.OnDisconnected(func(e centrifuge.DisconnectedEvent) { p.disconnected <- e })
	p.OnMessage(func(e centrifuge.MessageEvent) { p.messages <- e.Data })
	must(p.Connect())
	return p
}

func (f form) connected(user string) *peer {
	p := f.peer(centrifuge.Config{Token: user})
	soon(p.connected)
	return p
}

// Cuts the connection below the protocol.
func (p *peer) cut() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	must(p.line.Close())
}

func (p *peer) join(room string) *member {
	subscription, err := p.NewSubscription(room, centrifuge.SubscriptionConfig{
		Recoverable:         true,
		JoinLeave:           true,
		MinResubscribeDelay: 20 * time.Millisecond,
	})
	must(err)
	m := &member{
		Subscription: subscription,
		subscribed:   make(chan centrifuge.SubscribedEvent, 16),
		unsubscribed: make(chan centrifuge.UnsubscribedEvent, 16),
		publications: make(chan centrifuge.PublicationEvent, 1024),
		joins:        make(chan centrifuge.JoinEvent, 16),
	}
	m.OnSubscribed(func(e centrifuge.SubscribedEvent) { m.subscribed <- e })
	m.OnUnsubscribed(func(e centrifuge.UnsubscribedEvent) { m.unsubscribed <- e })
	m.OnPublication(func(e centrifuge.PublicationEvent) { m.publications <- e })
	m.OnJoin(func(e centrifuge.JoinEvent) {
		select {
		case m.joins <- e:
		default: // of more clients than anything here waits for
		}
	})
	must(m.Subscribe())
	return m
}

func (p *peer) joined(room string) *member {
	m := p.join(room)
	soon(m.subscribed)
	return m
}

func aPublicationReachesAllMembers(f form) {
	ann, bob := f.connected("ann"), f.connected("bob")
	room := newRoom()
	anns, bobs := ann.joined(room), bob.joined(room)
	publish(anns, `{"text": "Grüße, 世界 🌊"}`)
	for _, heard := range []*member{anns, bobs} {
		publication := soon(heard.publications)
		equal(string(publication.Data), `{"text": "Grüße, 世界 🌊"}`)
		equal(publication.Info.User, "ann")
		equal(string(publication.Info.ConnInfo), `{"color":1}`)
		equal(publication.Offset, uint64(1))
	}
	ann.Close()
	bob.Close()
}

func historyAndPresenceAreRead(f form) {
	ann, bob := f.connected("ann"), f.connected("bob")
	room := newRoom()
	anns := ann.joined(room)
	bob.joined(room)
	users := map[string]bool{soon(anns.joins).User: true, soon(anns.joins).User: true}
	equal(users, map[string]bool{"ann": true, "bob": true})
	for n := 1; n <= 3; n++ {
		publish(anns, fmt.Sprint(n))
	}
	history, err := anns.History(deadline(), centrifuge.WithHistoryLimit(-1))
	must(err)
	equal(len(history.Publications), 3)
	equal(history.Offset, uint64(3))
	since := &centrifuge.StreamPosition{Offset: 1, Epoch: history.Epoch}
	history, err = anns.History(deadline(), centrifuge.WithHistoryLimit(1), centrifuge.WithHistorySince(since))
	must(err)
	equal(string(history.Publications[0].Data), "2")
	history, err = anns.History(deadline(), centrifuge.WithHistoryLimit(1), centrifuge.WithHistoryReverse(true))
	must(err)
	equal(string(history.Publications[0].Data), "3")
	presence, err := anns.Presence(deadline())
	must(err)
	equal(len(presence.Clients), 2)
	stats, err := anns.PresenceStats(deadline())
	must(err)
	equal([]int{stats.NumClients, stats.NumUsers}, []int{2, 2})
	ann.Close()
	bob.Close()
}

func callsAreAnsweredOrRefused(f form) {
	ann := f.connected("ann")
	answer, err := ann.RPC(deadline(), "echo", []byte(`{"n":1}`))
	must(err)
	equal(string(answer.Data), `{"n":1}`)
	for method, code := range map[string]uint32{"refuse": 404, "none": 104} {
		_, err = ann.RPC(deadline(), method, []byte("{}"))
		var refused *centrifuge.Error
		if !errors.As(err, &refused) || refused.Code != code {
			panic(fmt.Sprintf("%s: %v", method, err))
		}
	}
	must(ann.Send(deadline(), []byte(`[1]`)))
	equal(string(soon(ann.messages)), `[1]`)
	ann.Close()
}

func aHundredCallsAtOnceAreAnsweredEach(f form) {
	ann := f.connected("ann")
	wrong := make(chan error, 100)
	for n := 0; n < 100; n++ {
		go func() {
			sent := fmt.Sprint(n)
			answer, err := ann.RPC(deadline(), "echo", []byte(sent))
			if err == nil && string(answer.Data) != sent {
				err = fmt.Errorf("%s was answered with %s", sent, answer.Data)
			}
			wrong <- err
		}()
	}
	for n := 0; n < 100; n++ {
		must(soon(wrong))
	}
	ann.Close()
}

func aTokenIsRenewedWithoutADrop(f form) {
	asked := make(chan bool, 16)
	ann := f.peer(centrifuge.Config{
		Token: "expiring",
		GetToken: func(centrifuge.ConnectionTokenEvent) (string, error) {
			asked <- true
			return "renewed", nil
		},
	})
	soon(ann.connected)
	soon(asked)
	for start := time.Now(); ; {
		answer, err := ann.RPC(deadline(), "renewals", nil)
		must(err)
		if string(answer.Data) == "1" {
			break
		}
		if time.Since(start) > patience {
			panic("not renewed: " + string(answer.Data))
		}
		time.Sleep(20 * time.Millisecond)
	}
	equal(len(ann.connected), 0)
	ann.Close()
}

func whatWasMissedInACutIsRecovered(f form) {
	ann, bob := f.connected("ann"), f.connected("bob")
	room := newRoom()
	anns, bobs := ann.joined(room), bob.joined(room)
	publish(bobs, "0")
	equal(string(soon(anns.publications).Data), "0")
	ann.cut()
	for n := 1; n <= 5; n++ {
		publish(bobs, fmt.Sprint(n))
	}
	for n := 1; n <= 5; n++ {
		equal(string(soon(anns.publications).Data), fmt.Sprint(n))
	}
	again := soon(anns.subscribed)
	equal([]bool{again.WasRecovering, again.Recovered}, []bool{true, true})
	publish(bobs, "6")
	equal(string(soon(anns.publications).Data), "6")
	ann.Close()
	bob.Close()
}

func aRefusedClientStaysAway(f form) {
	ann := f.peer(centrifuge.Config{Token: "denied"})
	equal(soon(ann.disconnected).Code, uint32(3500))
	ann.Close()
}

func aClientThatIsClosedStaysAway(f form) {
	ann := f.connected("ann")
	// The close may come before the answer.
	_, _ = ann.RPC(deadline(), "close", nil)
	equal(soon(ann.disconnected).Code, uint32(3503))
	ann.Close()
}

func aForbiddenRoomIsLeftForGood(f form) {
	ann := f.connected("ann")
	equal(soon(ann.join("secret").unsubscribed).Code, uint32(103))
	ann.Close()
}

func bytesReachClientsThatUseProtobufUnchanged(f form) {
	if f.name != "protobuf" {
		return
	}
	ann := f.connected("ann")
	anns := ann.joined(newRoom())
	content := []byte{0, 255, '\n', '{'}
	_, err := anns.Publish(deadline(), content)
	must(err)
	if heard := soon(anns.publications).Data; !bytes.Equal(heard, content) {
		panic(fmt.Sprintf("%v", heard))
	}
	ann.Close()
}

func comeBack(f form, room string, count int) {
	members := make([]*member, count)
	for n := range members {
		members[n] = f.connected(fmt.Sprintf("user-%d", n)).joined(room)
	}
	publish(members[0], `"before"`)
	for _, m := range members {
		equal(string(soon(m.publications).Data), `"before"`)
	}
	fmt.Println("ready")
	_, err := bufio.NewReader(os.Stdin).ReadString('\n')
	must(err)
	recovered, missed := 0, 0
	for _, m := range members {
		again := soon(m.subscribed)
		equal(again.WasRecovering, true)
		if again.Recovered {
			recovered++
		}
	}
	publish(members[0], `"after"`)
	for _, m := range members {
		heard := string(soon(m.publications).Data)
		for ; heard == `"missed"`; heard = string(soon(m.publications).Data) {
			missed++
		}
		equal(heard, `"after"`)
	}
	fmt.Printf("recovered %d, missed messages %d\n", recovered, missed)
}

func publish(m *member, content string) {
	if !json.Valid([]byte(content)) {
		panic(content)
	}
	_, err := m.Publish(deadline(), []byte(content))
	must(err)
}

var rooms int

func newRoom() string {
	rooms++
	return fmt.Sprintf("board:go-%d-%d", os.Getpid(), rooms)
}

func deadline() context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	time.AfterFunc(patience, cancel)
	return ctx
}

func soon[T any](told chan T) T {
	select {
	case event := <-told:
		return event
	case <-time.After(patience):
		panic(fmt.Sprintf("no %T came", *new(T)))
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func equal(actual, expected any) {
	if !reflect.DeepEqual(actual, expected) {
		panic(fmt.Sprintf("expected %v, but got %v", expected, actual))
	}
}

func run(check func(form), f form) (failure any) {
	defer func() { failure = recover() }()
	check(f)
	return
}

func main() {
	forms := []form{{"json", centrifuge.NewJsonClient}, {"protobuf", centrifuge.NewProtobufClient}}
	if len(os.Args) == 5 {
		count, err := strconv.Atoi(os.Args[4])
		must(err)
		for _, f := range forms {
			if f.name == os.Args[2] {
				comeBack(f, os.Args[3], count)
			}
		}
		return
	}
	failed := false
	for _, f := range forms {
		for _, check := range []func(form){
			aPublicationReachesAllMembers,
			historyAndPresenceAreRead,
			callsAreAnsweredOrRefused,
			aHundredCallsAtOnceAreAnsweredEach,
			aTokenIsRenewedWithoutADrop,
			whatWasMissedInACutIsRecovered,
			aRefusedClientStaysAway,
			aClientThatIsClosedStaysAway,
			aForbiddenRoomIsLeftForGood,
			bytesReachClientsThatUseProtobufUnchanged,
		} {
			name := runtime.FuncForPC(reflect.ValueOf(check).Pointer()).Name()
			name = f.name + " " + strings.TrimPrefix(name, "main.")
			if failure := run(check, f); failure != nil {
				failed = true
				fmt.Printf("FAIL  %s: %v\n", name, failure)
			} else {
				fmt.Printf("ok    %s\n", name)
			}
		}
	}
	if failed {
		os.Exit(1)
	}
}
